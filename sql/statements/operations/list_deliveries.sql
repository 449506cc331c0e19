-- Deliveries by what is known of them, newest first. A null bind does not filter. Of the recipient, the place in the list
-- holds a digest alone.
-- $1 text status
-- $2 text delivery channel
-- $3 text kind
-- $4 timestamptz made at or after
-- $5 timestamptz made before
-- $6 timestamptz behind this one: made at
-- $7 uuid behind this one: communication
-- $8 text behind this one: delivery channel
-- $9 text behind this one: digest of the recipient
-- $10 integer at most so many
SELECT d.shard, d.communication_id, d.order_id, d.channel, d.recipient, d.status, d.reason, d.attempts,
    d.next_attempt_at, d.created_at, d.finished_at, md5(d.recipient), d.created_at, c.kind, c.sales_channel
FROM delivery d
-- One by one, which the limit keeps few: of a join on three columns the planner expects next to nothing.
CROSS JOIN LATERAL (
    SELECT kind, sales_channel FROM communication
    WHERE shard = d.shard AND order_id = d.order_id AND id = d.communication_id
    LIMIT 1
) AS c
WHERE ($1 IS NULL OR d.status = $1)
    AND ($2 IS NULL OR d.channel = $2)
    AND ($3 IS NULL OR c.kind = $3)
    AND ($4 IS NULL OR d.created_at >= $4)
    AND ($5 IS NULL OR d.created_at < $5)
    AND ($6 IS NULL OR (d.created_at, d.communication_id, d.channel, md5(d.recipient)) < ($6, $7, $8, $9))
ORDER BY d.created_at DESC, d.communication_id DESC, d.channel DESC, md5(d.recipient) DESC
LIMIT $10
