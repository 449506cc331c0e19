-- The held communications of the orders with these ids.
-- $1 smallint[] shards
-- $2 text[] order ids
SELECT c.id, c.key, c.kind, c.sales_channel, c.order_id, c.refund_id, c.return_id, c.shipment_id, c.lines, c.occurrence,
    c.refund_type, c.refund_type_source, c.return_link_source, c.status, c.reason, c.position, c.message_id, c.occurred_at,
    c.decided_at, c.due_at, c.locale, c.recipient_name, c.recipient_email, c.recipient_phone, c.recipient_source, c.facts, c.shard
FROM unnest($1::smallint[], $2::text[]) AS wanted (shard, order_id)
JOIN communication c ON c.shard = wanted.shard AND c.order_id = wanted.order_id AND c.status = 'held'
ORDER BY c.shard, c.order_id, c.position, c.id
