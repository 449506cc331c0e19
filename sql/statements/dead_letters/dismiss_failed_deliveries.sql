-- Decides that dead letters are not tried any more, and records it with each communication, after
-- ``lock_communications``. A communication of which nothing else was sent or is left is dismissed with them. Gives how many
-- deliveries and communications.
-- $1 smallint[] shards
-- $2 text[] order ids
-- $3 uuid[] communications
-- $4 text[] delivery channels
-- $5 text[] recipients
-- $6 text actor
-- $7 text reason
-- $8 text what dismissed communications say
WITH chosen AS (
    SELECT * FROM unnest($1::smallint[], $2::text[], $3::uuid[], $4::text[], $5::text[])
        AS k (shard, order_id, id, channel, recipient)
), dismissed AS (
    UPDATE delivery d
    SET status = 'cancelled', reason = 'dismissed', next_attempt_at = NULL, claimed_by = NULL, finished_at = now()
    FROM chosen k
    WHERE d.shard = k.shard AND d.communication_id = k.id AND d.channel = k.channel AND d.recipient = k.recipient
        AND d.status = 'failed'
    RETURNING d.shard, d.order_id, d.communication_id, d.channel, d.recipient
), changed AS (
    SELECT DISTINCT shard, order_id, communication_id FROM dismissed
), told AS (
    UPDATE communication c SET status = 'suppressed', reason = 'dismissed', detail = $8, due_at = NULL
    FROM changed r
    WHERE c.shard = r.shard AND c.order_id = r.order_id AND c.id = r.communication_id AND c.status = 'failed'
        -- As it was before this statement.
        AND NOT EXISTS (
            SELECT FROM delivery e
            WHERE e.shard = r.shard AND e.communication_id = r.communication_id AND e.status <> 'cancelled'
                AND NOT EXISTS (
                    SELECT FROM dismissed x
                    WHERE x.shard = e.shard AND x.communication_id = e.communication_id AND x.channel = e.channel
                        AND x.recipient = e.recipient))
), recorded AS (
    INSERT INTO communication_action (shard, communication_id, acted_at, action, actor, reason)
    SELECT shard, communication_id, clock_timestamp(), 'dismiss', $6, $7 FROM changed
)
SELECT (SELECT count(*) FROM dismissed), (SELECT count(*) FROM changed)
