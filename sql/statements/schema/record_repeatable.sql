-- Remembers a function or view as it was given last.
-- $1 text kind
-- $2 text name
-- $3 text checksum
-- $4 integer duration_ms
INSERT INTO herald.schema_repeatable (kind, name, checksum, duration_ms) VALUES ($1, $2, $3, $4)
ON CONFLICT (kind, name) DO UPDATE
SET checksum = excluded.checksum, applied_at = excluded.applied_at, duration_ms = excluded.duration_ms
