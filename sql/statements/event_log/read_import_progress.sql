-- How far a file has been imported.
-- $1 bytea source
SELECT byte_offset, line, appended, duplicates, rejected, is_finished FROM import_progress WHERE source = $1
