-- The messages of an order, in order.
-- $1 smallint shard
-- $2 text order id
-- $3 bigint behind this position
-- $4 bigint up to this position
-- $5 bigint at most so many
SELECT shard, position, received_at, is_historical, erasure_id, digest, method, sales_channel, order_id, message_id, payload
FROM message
WHERE shard = $1 AND order_id = $2 AND position > $3 AND position <= $4
ORDER BY position
LIMIT $5
