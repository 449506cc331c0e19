-- The live checkpoint of a shard.
-- $1 smallint shard
SELECT generation, position FROM checkpoint WHERE shard = $1 AND is_live
