-- The shards of a list whose live checkpoint is behind the log, with both positions.
-- $1 smallint[] shards
SELECT c.shard, c.position, p.position
FROM checkpoint c
JOIN shard_position p ON p.shard = c.shard
WHERE c.is_live AND c.shard = ANY($1) AND p.position > c.position
