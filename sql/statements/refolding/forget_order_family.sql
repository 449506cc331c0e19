-- Forgets what a generation holds of an order id, before it is written anew from the log in the same transaction.
-- $1 smallint shard
-- $2 integer generation
-- $3 text order id
WITH states AS (DELETE FROM order_state WHERE shard = $1 AND generation = $2 AND order_id = $3),
    waiting AS (DELETE FROM waiting_message WHERE shard = $1 AND generation = $2 AND order_id = $3)
DELETE FROM set_aside_message WHERE shard = $1 AND generation = $2 AND order_id = $3
