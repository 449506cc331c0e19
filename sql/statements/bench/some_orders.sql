-- The oldest orders, whose stories are complete, in an order of no meaning: a benchmark reads them. With each the number of
-- its messages.
-- $1 bigint how many
SELECT sales_channel, order_id, messages
FROM (
    SELECT sales_channel, order_id,
        (SELECT count(*) FROM message m WHERE m.shard = o.shard AND m.order_id = o.order_id) AS messages
    FROM order_state o
    WHERE generation = (SELECT generation FROM generation WHERE status = 'live')
    ORDER BY order_id
    LIMIT $1
) AS oldest
ORDER BY md5(order_id), sales_channel
