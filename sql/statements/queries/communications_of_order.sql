-- The communications of one order id with their deliveries, in the order of the messages that caused them: a row for each
-- delivery, and one for a communication that has none.
-- $1 smallint shard
-- $2 text order id
SELECT c.shard, c.id, c.key, c.kind, c.audience, c.sales_channel, c.order_id, c.refund_id, c.return_id, c.shipment_id,
    c.lines, c.occurrence, c.refund_type, c.refund_type_source, c.return_link_source, c.status, c.reason, c.detail,
    c.position, c.message_id, c.occurred_at, c.decided_at, c.due_at, c.raised_at, c.locale, c.recipient_name,
    c.recipient_email, c.recipient_phone, c.recipient_source, c.facts, c.resend_of,
    d.channel, d.recipient, d.status, d.reason, d.attempts, d.next_attempt_at, d.created_at, d.finished_at
FROM communication c
LEFT JOIN delivery d ON d.shard = c.shard AND d.communication_id = c.id
WHERE c.shard = $1 AND c.order_id = $2
ORDER BY c.position, c.kind, c.id, d.channel, d.recipient
