-- The generations of the read models.
SELECT generation, status, created_at, switched_at, report FROM generation ORDER BY generation
