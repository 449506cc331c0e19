-- What a message is in a generation, and what operators have said about it.
-- $1 smallint shard
-- $2 integer generation
-- $3 bigint position
SELECT m.order_id,
    EXISTS (SELECT FROM parked_order p
        WHERE p.shard = m.shard AND p.generation = $2 AND p.order_id = m.order_id AND p.position = m.position),
    EXISTS (SELECT FROM set_aside_message s
        WHERE s.shard = m.shard AND s.generation = $2 AND s.position = m.position),
    EXISTS (SELECT FROM waiting_message w
        WHERE w.shard = m.shard AND w.generation = $2 AND w.order_id = m.order_id AND w.position = m.position),
    EXISTS (SELECT FROM skipped_message k WHERE k.shard = m.shard AND k.position = m.position),
    (SELECT a.sales_channel FROM message_assignment a WHERE a.shard = m.shard AND a.position = m.position),
    ARRAY(
        SELECT o.sales_channel FROM order_state o
        WHERE o.shard = m.shard AND o.generation = $2 AND o.order_id = m.order_id
        ORDER BY o.sales_channel)
FROM message m
WHERE m.shard = $1 AND m.position = $3
