-- Dead letters of deliveries, the oldest first. A null bind does not filter.
-- $1 text kind
-- $2 text delivery channel
-- $3 text error class
-- $4 timestamptz failed at or after
-- $5 timestamptz failed before
-- $6 integer how many
SELECT d.shard, d.order_id, d.communication_id, d.channel, d.recipient
FROM delivery d
JOIN communication c ON c.shard = d.shard AND c.order_id = d.order_id AND c.id = d.communication_id
WHERE d.status = 'failed'
    AND ($1 IS NULL OR c.kind = $1)
    AND ($2 IS NULL OR d.channel = $2)
    AND ($3 IS NULL OR d.reason = $3)
    AND ($4 IS NULL OR d.finished_at >= $4)
    AND ($5 IS NULL OR d.finished_at < $5)
ORDER BY d.finished_at, d.communication_id
LIMIT $6
