-- The message that parks an order.
-- $1 smallint shard
-- $2 integer generation
-- $3 text order id
SELECT position FROM parked_order WHERE shard = $1 AND generation = $2 AND order_id = $3
