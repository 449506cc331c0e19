-- The decisions about one order id up to a position, without those that people made.
-- $1 smallint shard
-- $2 text order id
-- $3 bigint position
SELECT id, sales_channel, kind, status, facts
FROM communication
WHERE shard = $1 AND order_id = $2 AND position <= $3 AND resend_of IS NULL
