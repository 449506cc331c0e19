-- The functions and views that the database was given.
SELECT kind, name, checksum FROM herald.schema_repeatable
