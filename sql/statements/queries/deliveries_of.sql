-- The deliveries of some communications of one shard.
-- $1 smallint shard
-- $2 uuid[] communications
SELECT communication_id, channel, recipient, status, reason, attempts, next_attempt_at, created_at, finished_at
FROM delivery
WHERE shard = $1 AND communication_id = ANY($2)
ORDER BY communication_id, channel, recipient
