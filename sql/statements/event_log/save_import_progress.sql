-- Notes how far a file has been imported.
-- $1 bytea source
-- $2 text name
-- $3 bigint size
-- $4 bigint byte offset
-- $5 bigint line
-- $6 bigint appended
-- $7 bigint duplicates
-- $8 bigint rejected
-- $9 boolean whether that was the end
INSERT INTO import_progress (source, name, size, byte_offset, line, appended, duplicates, rejected, is_finished)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (source) DO UPDATE SET
    byte_offset = excluded.byte_offset, line = excluded.line, appended = excluded.appended,
    duplicates = excluded.duplicates, rejected = excluded.rejected, is_finished = excluded.is_finished,
    updated_at = now()
