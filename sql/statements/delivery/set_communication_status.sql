-- Sets where a locked communication stands.
-- $1 smallint shard
-- $2 text order id
-- $3 uuid id
-- $4 text status
-- $5 text reason
-- $6 text detail
-- $7 timestamptz due at
UPDATE communication SET status = $4, reason = $5, detail = $6, due_at = $7
WHERE shard = $1 AND order_id = $2 AND id = $3
