-- Makes the failed deliveries of a communication due at once, with all their tries before them.
-- $1 smallint shard
-- $2 uuid communication
UPDATE delivery
SET status = 'pending', reason = 'retried', attempts = 0, next_attempt_at = now(), finished_at = NULL
WHERE shard = $1 AND communication_id = $2 AND status = 'failed'
