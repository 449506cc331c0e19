-- The orders of a shard in a generation, of a range of order ids, for comparison with rebuilt ones.
-- $1 smallint shard
-- $2 integer generation
-- $3 text behind this order id
-- $4 text up to this order id
SELECT order_id, sales_channel, document FROM order_state
WHERE shard = $1 AND generation = $2 AND order_id > $3 AND order_id <= $4
