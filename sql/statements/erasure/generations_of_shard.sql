-- How far each generation that could serve has come in a shard, and at which message it parks an order.
-- $1 smallint shard
-- $2 text order id
SELECT c.generation, c.position,
    (SELECT p.position FROM parked_order p
        WHERE p.shard = c.shard AND p.generation = c.generation AND p.order_id = $2)
FROM checkpoint c
JOIN generation g ON g.generation = c.generation AND g.status IN ('live', 'previous')
WHERE c.shard = $1
ORDER BY c.generation
