-- The stored states of the orders with these ids, in all sales channels.
-- $1 smallint[] shards
-- $2 integer generation
-- $3 text[] order ids
SELECT s.order_id, s.document, s.shard
FROM unnest($1::smallint[], $3::text[]) AS wanted (shard, order_id)
JOIN order_state s ON s.shard = wanted.shard AND s.generation = $2 AND s.order_id = wanted.order_id
