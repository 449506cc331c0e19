-- Deliveries that are not at their end, next due first; those that wait for their channel are due at no time, and last. A
-- null bind does not filter. Columns and binds as in ``list_deliveries``, but that the place in the list begins with when it
-- is due.
-- $1 text status
-- $2 text delivery channel
-- $3 text kind
-- $4 timestamptz made at or after
-- $5 timestamptz made before
-- $6 timestamptz behind this one: due at
-- $7 uuid behind this one: communication
-- $8 text behind this one: delivery channel
-- $9 text behind this one: digest of the recipient
-- $10 integer at most so many
SELECT d.shard, d.communication_id, d.order_id, d.channel, d.recipient, d.status, d.reason, d.attempts,
    d.next_attempt_at, d.created_at, d.finished_at, md5(d.recipient), coalesce(d.next_attempt_at, 'infinity'), c.kind,
    c.sales_channel
FROM delivery d
-- One by one, which the limit keeps few: of a join on three columns the planner expects next to nothing.
CROSS JOIN LATERAL (
    SELECT kind, sales_channel FROM communication
    WHERE shard = d.shard AND order_id = d.order_id AND id = d.communication_id
    LIMIT 1
) AS c
WHERE d.status IN ('pending', 'sending')
    AND ($1 IS NULL OR d.status = $1)
    AND ($2 IS NULL OR d.channel = $2)
    AND ($3 IS NULL OR c.kind = $3)
    AND ($4 IS NULL OR d.created_at >= $4)
    AND ($5 IS NULL OR d.created_at < $5)
    AND ($6 IS NULL
        OR (coalesce(d.next_attempt_at, 'infinity'), d.communication_id, d.channel, md5(d.recipient)) > ($6, $7, $8, $9))
-- Along the index of what is due, in which that without a time comes last.
ORDER BY d.next_attempt_at, d.communication_id, d.channel, md5(d.recipient)
LIMIT $10
