-- The parked orders of the live generation, longest parked first, with the message at fault and how many wait behind it.
-- $1 integer how many
SELECT p.shard, p.order_id, p.position, p.error, p.attempts, p.parked_at, m.method, m.message_id,
    (SELECT count(*) FROM message b WHERE b.shard = p.shard AND b.order_id = p.order_id AND b.position > p.position)
FROM parked_order p
JOIN generation g ON g.generation = p.generation AND g.status = 'live'
LEFT JOIN message m ON m.shard = p.shard AND m.position = p.position
ORDER BY p.parked_at, p.shard, p.order_id
LIMIT $1
