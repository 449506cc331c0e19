-- Remembers a migration, in its own transaction.
-- $1 integer version
-- $2 text title
-- $3 text checksum
-- $4 integer duration_ms
INSERT INTO herald.schema_migration (version, title, checksum, duration_ms) VALUES ($1, $2, $3, $4)
