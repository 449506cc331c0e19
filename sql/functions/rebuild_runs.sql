-- Whether a rebuild runs at this moment: it holds its lock as long as its session lives (`lock_rebuild`).
CREATE OR REPLACE FUNCTION rebuild_runs() RETURNS boolean
LANGUAGE sql VOLATILE AS $$
    SELECT EXISTS (
        SELECT FROM pg_locks
        WHERE locktype = 'advisory' AND classid = 0 AND objid = 727171 AND objsubid = 1 AND granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
$$;
