-- Moves checkpoints on, those that still stand where they were read: compare-and-set.
-- $1 smallint[] shards
-- $2 integer generation
-- $3 bigint[] positions they must stand at
-- $4 bigint[] positions to move to
UPDATE checkpoint c SET position = moved.target
FROM unnest($1::smallint[], $3::bigint[], $4::bigint[]) AS moved (shard, start, target)
WHERE c.shard = moved.shard AND c.generation = $2 AND c.position = moved.start
