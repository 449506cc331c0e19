-- The held communications of the orders with these ids.
-- $1 smallint shard
-- $2 text[] order ids
SELECT id, key, kind, sales_channel, order_id, refund_id, return_id, shipment_id, lines, occurrence, refund_type,
    refund_type_source, return_link_source, status, reason, position, message_id, occurred_at, decided_at, due_at, locale,
    recipient_name, recipient_email, recipient_phone, recipient_source, facts
FROM communication
WHERE shard = $1 AND order_id = ANY($2) AND status = 'held'
ORDER BY order_id, position, id
