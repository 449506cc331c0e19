-- The action that was recorded under an idempotency key.
-- $1 smallint shard
-- $2 uuid communication
-- $3 text idempotency key
SELECT action, result_id, request_digest FROM communication_action
WHERE shard = $1 AND communication_id = $2 AND idempotency_key = $3
