-- How many messages each generation that is being built holds so far: whole shards, as they are finished.
SELECT g.generation, coalesce(sum(c.position), 0)::bigint
FROM generation g LEFT JOIN checkpoint c ON c.generation = g.generation
WHERE g.status = 'building'
GROUP BY g.generation
