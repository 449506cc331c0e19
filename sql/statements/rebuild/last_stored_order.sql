-- The last order id that a shard's read models or communications name; null if there is none.
-- $1 smallint shard
-- $2 integer generation
SELECT greatest(
    (SELECT max(order_id) FROM order_state WHERE shard = $1 AND generation = $2),
    (SELECT max(order_id) FROM communication WHERE shard = $1))
