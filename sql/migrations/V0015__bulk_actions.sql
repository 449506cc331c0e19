-- SHA-256 of what a request about many dead letters asked for, limit and reason included: its idempotency key with another wish
-- is no repetition. Null for rows written before, and for requests of the console and the command line.
ALTER TABLE dead_letter_action ADD COLUMN request_digest bytea CHECK (octet_length(request_digest) = 32);
-- The audit log lists these too, newest first.
CREATE INDEX dead_letter_action_acted_at ON dead_letter_action (acted_at);
CREATE INDEX channel_action_acted_at ON channel_action (acted_at);
