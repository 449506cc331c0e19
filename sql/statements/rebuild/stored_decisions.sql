-- The decisions of a shard up to a position, without those that people made.
-- $1 smallint shard
-- $2 bigint position
SELECT id, order_id, sales_channel, kind, status, facts
FROM communication
WHERE shard = $1 AND position <= $2 AND resend_of IS NULL
