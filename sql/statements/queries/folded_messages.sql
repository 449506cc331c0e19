-- Messages of a shard in log order, by order id, for reading on in what happened.
-- $1 smallint shard
-- $2 bigint after this position
-- $3 bigint through this position
-- $4 text order id, or null for all
-- $5 integer how many
SELECT position, order_id FROM message
WHERE shard = $1 AND position > $2 AND position <= $3 AND ($4 IS NULL OR order_id = $4)
ORDER BY position
LIMIT $5
