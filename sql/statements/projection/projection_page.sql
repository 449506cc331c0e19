-- The next messages of a shard in log order.
-- $1 smallint shard
-- $2 bigint after this position
-- $3 integer how many
SELECT position, received_at, is_historical, order_id, payload
FROM message
WHERE shard = $1 AND position > $2
ORDER BY position
LIMIT $3
