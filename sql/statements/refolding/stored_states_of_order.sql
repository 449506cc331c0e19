-- The stored states of one order id in a generation.
-- $1 smallint shard
-- $2 integer generation
-- $3 text order id
SELECT sales_channel, document FROM order_state WHERE shard = $1 AND generation = $2 AND order_id = $3
