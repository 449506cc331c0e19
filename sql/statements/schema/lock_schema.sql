-- Waits until no other session migrates this database; held by the session.
-- $1 bigint key
SELECT pg_advisory_lock($1)
