-- How often a communication was sent again.
-- $1 smallint shard
-- $2 text order id
-- $3 uuid communication
SELECT count(*) FROM communication WHERE shard = $1 AND order_id = $2 AND resend_of = $3
