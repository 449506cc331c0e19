-- Takes holds past their deadline of which customer service has not heard, the most overdue first. Those of a node that
-- died come back.
-- $1 integer how many
-- $2 double precision seconds until they come back
WITH overdue AS (
    SELECT shard, order_id, id
    FROM communication
    WHERE status = 'held' AND due_at <= now() AND raised_at IS NULL
        AND coalesce(notice_claimed_until <= now(), true)
    ORDER BY due_at
    LIMIT $1
    FOR UPDATE SKIP LOCKED
)
UPDATE communication c SET notice_claimed_until = now() + make_interval(secs => $2)
FROM overdue o
WHERE c.shard = o.shard AND c.order_id = o.order_id AND c.id = o.id
RETURNING c.shard, c.id, c.key, c.kind, c.audience, c.sales_channel, c.order_id, c.refund_id, c.return_id, c.shipment_id,
    c.lines, c.occurrence, c.refund_type, c.refund_type_source, c.return_link_source, c.status, c.reason, c.detail,
    c.position, c.message_id, c.occurred_at, c.decided_at, c.due_at, c.raised_at, c.locale, c.recipient_name,
    c.recipient_email, c.recipient_phone, c.recipient_source, c.facts, c.resend_of
