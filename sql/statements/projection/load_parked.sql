-- Which of these orders are parked.
-- $1 smallint shard
-- $2 integer generation
-- $3 text[] order ids
SELECT order_id FROM parked_order WHERE shard = $1 AND generation = $2 AND order_id = ANY($3)
