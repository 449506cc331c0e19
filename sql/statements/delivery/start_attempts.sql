-- Writes the attempts that begin, and marks their communications as being sent. An attempt without an outcome belonged
-- to a worker that died: nobody knows what became of it.
-- $1 smallint[] shards
-- $2 text[] order ids
-- $3 uuid[] communications
-- $4 text[] channels
-- $5 text[] recipients
WITH begun AS (
    SELECT * FROM unnest($1::smallint[], $2::text[], $3::uuid[], $4::text[], $5::text[])
        AS k (shard, order_id, id, channel, recipient)
), lost AS (
    UPDATE delivery_attempt a
    SET outcome = 'ambiguous', error_class = 'worker_lost', response = 'the worker ended before it knew the outcome'
    FROM begun k
    WHERE a.shard = k.shard AND a.communication_id = k.id AND a.channel = k.channel AND a.recipient = k.recipient
        AND a.outcome IS NULL
), sending AS (
    UPDATE communication c SET status = 'sending', reason = 'sending', detail = 'It is being sent.'
    FROM (SELECT DISTINCT shard, order_id, id FROM begun) k
    WHERE c.shard = k.shard AND c.order_id = k.order_id AND c.id = k.id AND c.status IN ('pending', 'sending')
)
INSERT INTO delivery_attempt (shard, communication_id, channel, recipient, attempt, started_at)
SELECT k.shard, k.id, k.channel, k.recipient,
    (SELECT coalesce(max(a.attempt), 0) + 1 FROM delivery_attempt a
        WHERE a.shard = k.shard AND a.communication_id = k.id AND a.channel = k.channel AND a.recipient = k.recipient),
    now()
FROM begun k
RETURNING communication_id, channel, recipient, attempt
