-- The stored states of the orders with one id in the live generation, by sales channel.
-- $1 smallint shard
-- $2 text order id
-- $3 text sales channel, or null for all
SELECT position, document
FROM order_state
WHERE shard = $1 AND order_id = $2 AND ($3 IS NULL OR sales_channel = $3)
    AND generation = (SELECT generation FROM generation WHERE status = 'live')
ORDER BY sales_channel
