-- Whether the tables of create_schema_history.sql exist.
SELECT to_regclass('herald.schema_repeatable') IS NOT NULL
