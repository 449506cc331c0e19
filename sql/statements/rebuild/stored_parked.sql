-- The parked orders of a shard.
-- $1 smallint shard
-- $2 integer generation
SELECT order_id FROM parked_order WHERE shard = $1 AND generation = $2
