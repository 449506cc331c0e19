-- The position of a generation in a shard.
-- $1 smallint shard
-- $2 integer generation
SELECT position FROM checkpoint WHERE shard = $1 AND generation = $2
