-- Whether this session holds the lock of rebuilds.
SELECT coalesce(rebuild_lock_holder() = pg_backend_pid(), false)
