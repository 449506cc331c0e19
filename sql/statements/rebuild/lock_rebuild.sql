-- One rebuild at a time: the lock lasts as long as the session.
SELECT pg_try_advisory_lock(727171)
