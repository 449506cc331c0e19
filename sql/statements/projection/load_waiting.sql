-- The messages that wait for an order with one of these ids.
-- $1 smallint[] shards
-- $2 integer generation
-- $3 text[] order ids
SELECT m.position, m.received_at, m.is_historical, m.order_id, m.payload, m.shard
FROM unnest($1::smallint[], $3::text[]) AS wanted (shard, order_id)
JOIN waiting_message w ON w.shard = wanted.shard AND w.generation = $2 AND w.order_id = wanted.order_id
JOIN message m ON m.shard = w.shard AND m.position = w.position
ORDER BY m.shard, m.position
