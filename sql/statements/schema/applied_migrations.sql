-- The migrations that the database remembers, oldest first.
SELECT version, title, checksum, to_char(applied_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), duration_ms
FROM herald.schema_migration
ORDER BY version
