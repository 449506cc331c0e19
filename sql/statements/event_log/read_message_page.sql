-- The messages of a shard behind a position, in order.
-- $1 smallint shard
-- $2 bigint position
-- $3 bigint at most so many
SELECT shard, position, received_at, is_historical, erasure_id, digest, method, sales_channel, order_id, message_id, payload
FROM message
WHERE shard = $1 AND position > $2
ORDER BY position
LIMIT $3
