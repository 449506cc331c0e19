-- Makes the deliveries of one communication, due at once. One that was cancelled, because the communication was left to
-- somebody else for a time, begins anew.
-- $1 smallint shard
-- $2 text order id
-- $3 uuid communication
-- $4 text[] channels
-- $5 text[] recipients
INSERT INTO delivery (shard, communication_id, channel, recipient, order_id, status, next_attempt_at, created_at)
SELECT $1, $3, channel, recipient, $2, 'pending', now(), now()
FROM unnest($4::text[], $5::text[]) AS t (channel, recipient)
ON CONFLICT (shard, communication_id, channel, recipient) DO UPDATE
SET status = 'pending', reason = NULL, attempts = 0, next_attempt_at = now(), finished_at = NULL
WHERE delivery.status = 'cancelled'
