-- Blanks the recipients of communications and replaces their facts. What was not sent to the customer yet never will be.
-- $1 smallint shard
-- $2 text order id
-- $3 uuid[] ids
-- $4 text[] facts
UPDATE communication c SET recipient_name = NULL, recipient_email = NULL, recipient_phone = NULL, facts = t.facts,
    status = CASE WHEN t.is_stopped THEN 'suppressed' ELSE c.status END,
    reason = CASE WHEN t.is_stopped THEN 'dismissed' ELSE c.reason END,
    detail = CASE WHEN t.is_stopped THEN 'The personal data of the order was erased before it was sent.' ELSE c.detail END,
    -- A delegated one does not fall back to herald, which has no address any more.
    due_at = CASE WHEN c.audience = 'customer' THEN NULL ELSE c.due_at END
FROM (
    SELECT e.id, e.facts, o.audience = 'customer' AND o.status IN ('held', 'pending', 'sending', 'failed') AS is_stopped
    FROM unnest($3::uuid[], $4::text[]) AS e (id, facts)
    JOIN communication o ON o.shard = $1 AND o.order_id = $2 AND o.id = e.id
) t
WHERE c.shard = $1 AND c.order_id = $2 AND c.id = t.id
