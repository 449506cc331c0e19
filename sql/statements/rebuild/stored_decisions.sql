-- The decisions of a shard up to a position, of a range of order ids, without those that people made.
-- $1 smallint shard
-- $2 bigint position
-- $3 text behind this order id
-- $4 text up to this order id
-- $5 boolean with their facts
SELECT id, order_id, sales_channel, kind, status, CASE WHEN $5 THEN facts END
FROM communication
WHERE shard = $1 AND order_id > $3 AND order_id <= $4 AND position <= $2 AND resend_of IS NULL
