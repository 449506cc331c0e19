-- Locks the deliveries of an order, so that none is claimed while it is erased.
-- $1 smallint shard
-- $2 text order id
SELECT FROM delivery WHERE shard = $1 AND order_id = $2 FOR UPDATE
