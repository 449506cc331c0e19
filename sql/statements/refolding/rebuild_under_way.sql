-- Whether a rebuild is filling a generation now: it holds its lock as long as its session lives (`lock_rebuild`).
SELECT EXISTS (SELECT FROM generation WHERE status = 'building')
    AND EXISTS (
        SELECT FROM pg_locks
        WHERE locktype = 'advisory' AND classid = 0 AND objid = 727171 AND objsubid = 1 AND granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
