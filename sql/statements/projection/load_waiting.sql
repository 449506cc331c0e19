-- The messages that wait for an order with one of these ids.
-- $1 smallint shard
-- $2 integer generation
-- $3 text[] order ids
SELECT m.position, m.received_at, m.is_historical, m.order_id, m.payload
FROM waiting_message w
JOIN message m ON m.shard = w.shard AND m.position = w.position
WHERE w.shard = $1 AND w.generation = $2 AND w.order_id = ANY($3)
ORDER BY m.position
