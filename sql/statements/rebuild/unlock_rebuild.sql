-- Gives the lock of lock_rebuild back.
SELECT pg_advisory_unlock(727171)
