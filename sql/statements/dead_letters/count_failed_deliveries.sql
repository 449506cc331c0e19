-- How many dead letters of deliveries match. A null bind does not filter.
-- $1 text kind
-- $2 text delivery channel
-- $3 text error class
-- $4 timestamptz failed at or after
-- $5 timestamptz failed before
SELECT count(*)
FROM delivery d
JOIN communication c ON c.shard = d.shard AND c.order_id = d.order_id AND c.id = d.communication_id
WHERE d.status = 'failed'
    AND ($1 IS NULL OR c.kind = $1)
    AND ($2 IS NULL OR d.channel = $2)
    AND ($3 IS NULL OR d.reason = $3)
    AND ($4 IS NULL OR d.finished_at >= $4)
    AND ($5 IS NULL OR d.finished_at < $5)
