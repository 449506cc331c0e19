-- Orders, scattered over the shards, whose stories a benchmark reads.
-- $1 bigint how many
SELECT sales_channel, order_id FROM order_state
WHERE generation = (SELECT generation FROM generation WHERE status = 'live')
ORDER BY order_id
LIMIT $1
