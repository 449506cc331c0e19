-- The stored states of the orders with these ids, in all sales channels.
-- $1 smallint shard
-- $2 integer generation
-- $3 text[] order ids
SELECT order_id, document
FROM order_state
WHERE shard = $1 AND generation = $2 AND order_id = ANY($3)
