-- All messages of one order id, also those that are not projected yet.
-- $1 smallint shard
-- $2 text order id
SELECT position, received_at, is_historical, order_id, payload, sales_channel
FROM message
WHERE shard = $1 AND order_id = $2
ORDER BY position
