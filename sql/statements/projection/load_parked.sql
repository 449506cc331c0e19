-- Which of these orders are parked.
-- $1 smallint[] shards
-- $2 integer generation
-- $3 text[] order ids
SELECT p.order_id, p.shard
FROM unnest($1::smallint[], $3::text[]) AS wanted (shard, order_id)
JOIN parked_order p ON p.shard = wanted.shard AND p.generation = $2 AND p.order_id = wanted.order_id
