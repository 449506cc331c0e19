-- Locks one communication, with the document of its order's live state.
-- $1 uuid id
SELECT c.shard, c.id, c.key, c.kind, c.audience, c.sales_channel, c.order_id, c.refund_id, c.return_id, c.shipment_id,
    c.lines, c.occurrence, c.refund_type, c.refund_type_source, c.return_link_source, c.status, c.reason, c.detail,
    c.position, c.message_id, c.occurred_at, c.decided_at, c.due_at, c.raised_at, c.locale, c.recipient_name,
    c.recipient_email, c.recipient_phone, c.recipient_source, c.facts, c.resend_of,
    (SELECT s.document FROM checkpoint p
        JOIN order_state s ON s.shard = p.shard AND s.generation = p.generation
        WHERE p.shard = c.shard AND p.is_live AND s.order_id = c.order_id AND s.sales_channel = c.sales_channel)
FROM communication c
WHERE c.id = $1
FOR UPDATE OF c
