-- Ends a rebuild.
SELECT pg_advisory_unlock(727171)
