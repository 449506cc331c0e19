-- Parked orders of the live generation.
-- $1 smallint behind this one: shard
-- $2 text behind this one: order id
-- $3 integer at most so many
SELECT shard, order_id, position, error, attempts, parked_at
FROM parked_order
WHERE generation = (SELECT generation FROM generation WHERE status = 'live')
    AND ($1 IS NULL OR (shard, order_id) > ($1, $2))
ORDER BY shard, order_id
LIMIT $3
