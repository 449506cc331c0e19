-- The messages of the live generation of which nobody can tell whose they are, with the channels that own their order id.
-- $1 integer how many
SELECT s.shard, s.order_id, s.position, m.method, m.message_id, m.received_at,
    ARRAY(
        SELECT o.sales_channel FROM order_state o
        WHERE o.shard = s.shard AND o.generation = s.generation AND o.order_id = s.order_id
        ORDER BY o.sales_channel)
FROM set_aside_message s
JOIN generation g ON g.generation = s.generation AND g.status = 'live'
JOIN message m ON m.shard = s.shard AND m.position = s.position
ORDER BY m.received_at, s.shard, s.position
LIMIT $1
