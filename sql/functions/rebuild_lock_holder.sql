-- The server process of the session that holds the lock of rebuilds (`lock_rebuild`); null: no rebuild runs.
CREATE OR REPLACE FUNCTION rebuild_lock_holder() RETURNS integer
LANGUAGE sql VOLATILE AS $$
    SELECT pid FROM pg_locks
    WHERE locktype = 'advisory' AND classid = 0 AND objid = 727171 AND objsubid = 1 AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
$$;
