-- The decisions of a shard up to a position, of a range of order ids, with their facts, without those that people made.
-- $1 smallint shard
-- $2 bigint position
-- $3 text behind this order id
-- $4 text up to this order id
SELECT id, order_id, sales_channel, kind, status, facts
FROM communication
WHERE shard = $1 AND order_id > $3 AND order_id <= $4 AND position <= $2 AND resend_of IS NULL
