-- How many messages each generation that is being built holds so far, and how many differences were found: whole shards, as
-- they are finished.
SELECT g.generation, coalesce(sum(c.position), 0)::bigint, coalesce(sum(r.difference_count), 0)::bigint
FROM generation g
LEFT JOIN checkpoint c ON c.generation = g.generation
LEFT JOIN rebuilt_shard r ON r.shard = c.shard AND r.generation = g.generation
WHERE g.status = 'building'
GROUP BY g.generation
