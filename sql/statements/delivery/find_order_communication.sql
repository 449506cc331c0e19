-- The communication of a kind of an order that is delegated or was acknowledged, the delegated one first.
-- $1 text sales channel
-- $2 text order id
-- $3 text kind
SELECT c.id
FROM checkpoint p
JOIN communication c ON c.shard = p.shard
WHERE p.is_live AND c.sales_channel = $1 AND c.order_id = $2 AND c.kind = $3
    AND c.status IN ('delegated', 'acknowledged')
ORDER BY c.status = 'delegated' DESC, c.position
LIMIT 1
