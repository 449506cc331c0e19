-- Makes dead letters due at once, with all their tries before them, and records it with each communication, after
-- ``lock_communications``. Gives how many deliveries and communications.
-- $1 smallint[] shards
-- $2 text[] order ids
-- $3 uuid[] communications
-- $4 text[] delivery channels
-- $5 text[] recipients
-- $6 text actor
-- $7 text reason
-- $8 text what the communications say now
WITH chosen AS (
    SELECT * FROM unnest($1::smallint[], $2::text[], $3::uuid[], $4::text[], $5::text[])
        AS k (shard, order_id, id, channel, recipient)
), retried AS (
    UPDATE delivery d
    SET status = 'pending', reason = 'retried', attempts = 0, next_attempt_at = now(), finished_at = NULL
    FROM chosen k
    WHERE d.shard = k.shard AND d.communication_id = k.id AND d.channel = k.channel AND d.recipient = k.recipient
        AND d.status = 'failed'
    RETURNING d.shard, d.order_id, d.communication_id
), changed AS (
    SELECT DISTINCT shard, order_id, communication_id FROM retried
), told AS (
    UPDATE communication c SET status = 'pending', reason = 'retried', detail = $8
    FROM changed r
    WHERE c.shard = r.shard AND c.order_id = r.order_id AND c.id = r.communication_id
        AND c.status IN ('failed', 'sent')
), recorded AS (
    INSERT INTO communication_action (shard, communication_id, acted_at, action, actor, reason)
    SELECT shard, communication_id, clock_timestamp(), 'retry', $6, $7 FROM changed
)
SELECT (SELECT count(*) FROM retried), (SELECT count(*) FROM changed)
