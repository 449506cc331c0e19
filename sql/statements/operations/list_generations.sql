-- The generations of the read models. One that is being built is unfinished while no rebuild runs: that one died or was
-- stopped, and the next goes on with it.
SELECT generation, CASE WHEN status = 'building' AND NOT rebuild_runs() THEN 'unfinished' ELSE status END,
    created_at, switched_at, report
FROM generation ORDER BY generation
