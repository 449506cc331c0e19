-- The positions of a generation, by shard.
-- $1 integer generation
SELECT shard, position FROM checkpoint WHERE generation = $1 ORDER BY shard
