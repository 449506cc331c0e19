-- All messages of one order id up to a position, in log order, with what operators decided about each: whether it is
-- skipped, and the sales channel it is assigned to.
-- $1 smallint shard
-- $2 text order id
-- $3 bigint through this position
SELECT position, received_at, is_historical, order_id, payload,
    EXISTS (SELECT FROM skipped_message s WHERE s.shard = m.shard AND s.position = m.position),
    (SELECT a.sales_channel FROM message_assignment a WHERE a.shard = m.shard AND a.position = m.position)
FROM message m
WHERE shard = $1 AND order_id = $2 AND position <= $3
ORDER BY position
