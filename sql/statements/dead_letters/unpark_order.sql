-- Lets an order go on that was parked.
-- $1 smallint shard
-- $2 integer generation
-- $3 text order id
DELETE FROM parked_order WHERE shard = $1 AND generation = $2 AND order_id = $3
