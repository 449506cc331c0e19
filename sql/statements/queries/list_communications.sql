-- Communications by what is known of them, newest decision first. A null bind does not filter.
-- $1 text kind
-- $2 text status
-- $3 text reason
-- $4 text audience
-- $5 text sales channel
-- $6 text order id
-- $7 timestamptz decided at or after
-- $8 timestamptz decided before
-- $9 timestamptz after this one: decided at
-- $10 uuid after this one: id
-- $11 integer how many
SELECT shard, id, key, kind, audience, sales_channel, order_id, refund_id, return_id, shipment_id, lines, occurrence,
    refund_type, refund_type_source, return_link_source, status, reason, detail, position, message_id, occurred_at,
    decided_at, due_at, raised_at, locale, recipient_name, recipient_email, recipient_phone, recipient_source, facts,
    resend_of
FROM communication
WHERE ($1 IS NULL OR kind = $1)
    AND ($2 IS NULL OR status = $2)
    AND ($3 IS NULL OR reason = $3)
    AND ($4 IS NULL OR audience = $4)
    AND ($5 IS NULL OR sales_channel = $5)
    AND ($6 IS NULL OR order_id = $6)
    AND ($7 IS NULL OR decided_at >= $7)
    AND ($8 IS NULL OR decided_at < $8)
    AND ($9 IS NULL OR (decided_at, id) < ($9, $10))
ORDER BY decided_at DESC, id DESC
LIMIT $11
