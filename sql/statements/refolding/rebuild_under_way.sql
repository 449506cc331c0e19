-- Whether a rebuild is filling a generation now.
SELECT EXISTS (SELECT FROM generation WHERE status = 'building') AND rebuild_runs()
