-- How many messages an order has on average, for a benchmark to hold its orders against.
SELECT (SELECT count(*) FROM message WHERE order_id IS NOT NULL)::double precision / greatest(count(*), 1)
FROM order_state
WHERE generation = (SELECT generation FROM generation WHERE status = 'live')
