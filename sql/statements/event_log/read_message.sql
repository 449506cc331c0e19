-- One message.
-- $1 smallint shard
-- $2 bigint position
SELECT shard, position, received_at, is_historical, erasure_id, digest, method, sales_channel, order_id, message_id, payload
FROM message
WHERE shard = $1 AND position = $2
