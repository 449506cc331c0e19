-- Dead letters of deliveries, the newest failure first: those that the filter of ``select_failed_deliveries`` means. A null
-- bind does not filter. Columns as in ``list_deliveries``, but that the place in the list begins with when it failed.
-- $1 text kind
-- $2 text delivery channel
-- $3 text error class
-- $4 timestamptz failed at or after
-- $5 timestamptz failed before
-- $6 timestamptz behind this one: failed at
-- $7 uuid behind this one: communication
-- $8 text behind this one: delivery channel
-- $9 text behind this one: digest of the recipient
-- $10 integer at most so many
SELECT d.shard, d.communication_id, d.order_id, d.channel, d.recipient, d.status, d.reason, d.attempts,
    d.next_attempt_at, d.created_at, d.finished_at, md5(d.recipient), d.finished_at, c.kind, c.sales_channel
FROM delivery d
-- One by one, which the limit keeps few: of a join on three columns the planner expects next to nothing.
CROSS JOIN LATERAL (
    SELECT kind, sales_channel FROM communication
    WHERE shard = d.shard AND order_id = d.order_id AND id = d.communication_id
    LIMIT 1
) AS c
WHERE d.status = 'failed'
    AND ($1 IS NULL OR c.kind = $1)
    AND ($2 IS NULL OR d.channel = $2)
    AND ($3 IS NULL OR d.reason = $3)
    AND ($4 IS NULL OR d.finished_at >= $4)
    AND ($5 IS NULL OR d.finished_at < $5)
    AND ($6 IS NULL OR (d.finished_at, d.communication_id, d.channel, md5(d.recipient)) < ($6, $7, $8, $9))
ORDER BY d.finished_at DESC, d.communication_id DESC, d.channel DESC, md5(d.recipient) DESC
LIMIT $10
