-- What people did about a communication, oldest first.
-- $1 smallint shard
-- $2 uuid communication
SELECT acted_at, action, actor, reason, idempotency_key, result_id
FROM communication_action
WHERE shard = $1 AND communication_id = $2
ORDER BY acted_at
