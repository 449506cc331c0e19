-- The attempts of one communication's deliveries, oldest first.
-- $1 smallint shard
-- $2 uuid communication
SELECT channel, recipient, attempt, started_at, duration_ms, outcome, error_class, response, next_attempt_at
FROM delivery_attempt
WHERE shard = $1 AND communication_id = $2
ORDER BY started_at, channel, recipient, attempt
