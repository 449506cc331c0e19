-- All messages of one order id up to a position, in log order.
-- $1 smallint shard
-- $2 text order id
-- $3 bigint through this position
SELECT position, received_at, is_historical, order_id, payload
FROM message
WHERE shard = $1 AND order_id = $2 AND position <= $3
ORDER BY position
