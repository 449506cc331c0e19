-- The orders of a shard in a generation, for comparison with a rebuilt one.
-- $1 smallint shard
-- $2 integer generation
SELECT order_id, sales_channel, document FROM order_state WHERE shard = $1 AND generation = $2
