-- One communication.
-- $1 uuid id
SELECT shard, id, key, kind, audience, sales_channel, order_id, refund_id, return_id, shipment_id, lines, occurrence,
    refund_type, refund_type_source, return_link_source, status, reason, detail, position, message_id, occurred_at,
    decided_at, due_at, raised_at, locale, recipient_name, recipient_email, recipient_phone, recipient_source, facts,
    resend_of
FROM communication
WHERE id = $1
