-- The action on many dead letters that was recorded under an idempotency key.
-- $1 text idempotency key
SELECT action, filter, deliveries, communications, remaining, request_digest FROM dead_letter_action WHERE idempotency_key = $1
