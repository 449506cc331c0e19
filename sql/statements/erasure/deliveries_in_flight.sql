-- Whether something about an order is being sent at this moment.
-- $1 smallint shard
-- $2 text order id
SELECT EXISTS (
    SELECT FROM delivery
    WHERE shard = $1 AND order_id = $2 AND status = 'sending' AND next_attempt_at > now())
