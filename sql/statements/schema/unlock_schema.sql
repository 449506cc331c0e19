-- Lets the next session migrate.
-- $1 bigint key
SELECT pg_advisory_unlock($1)
