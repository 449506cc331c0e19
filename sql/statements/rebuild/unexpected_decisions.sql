-- Those of some communications that were decided up to a position, without those that people made.
-- $1 smallint shard
-- $2 bigint position
-- $3 text behind this order id
-- $4 text up to this order id
-- $5 uuid[] ids
SELECT id, order_id, sales_channel, kind, status
FROM communication
WHERE shard = $1 AND order_id > $3 AND order_id <= $4 AND id = ANY ($5) AND position <= $2 AND resend_of IS NULL
