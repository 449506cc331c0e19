-- The communications of one order id, in the order of the messages that caused them.
-- $1 smallint shard
-- $2 text order id
SELECT shard, id, key, kind, audience, sales_channel, order_id, refund_id, return_id, shipment_id, lines, occurrence,
    refund_type, refund_type_source, return_link_source, status, reason, detail, position, message_id, occurred_at,
    decided_at, due_at, raised_at, locale, recipient_name, recipient_email, recipient_phone, recipient_source, facts,
    resend_of
FROM communication
WHERE shard = $1 AND order_id = $2
ORDER BY position, kind, id
