-- Communications by their keys, each with the document of its order's state in the live generation and with whom they go
-- to; rows without a document: the order's state is missing.
-- $1 smallint[] shards
-- $2 text[] order ids
-- $3 uuid[] ids
SELECT c.shard, c.id, c.key, c.kind, c.audience, c.sales_channel, c.order_id, c.refund_id, c.return_id, c.shipment_id,
    c.lines, c.occurrence, c.refund_type, c.refund_type_source, c.return_link_source, c.status, c.reason, c.detail,
    c.position, c.message_id, c.occurred_at, c.decided_at, c.due_at, c.raised_at, c.locale, c.recipient_name,
    c.recipient_email, c.recipient_phone, c.recipient_source, c.facts, c.resend_of,
    s.document,
    (SELECT array_agg(d.channel ORDER BY d.channel, d.recipient) FROM delivery d
        WHERE d.shard = c.shard AND d.communication_id = c.id AND d.status <> 'cancelled'),
    (SELECT array_agg(d.recipient ORDER BY d.channel, d.recipient) FROM delivery d
        WHERE d.shard = c.shard AND d.communication_id = c.id AND d.status <> 'cancelled')
FROM unnest($1::smallint[], $2::text[], $3::uuid[]) AS k (shard, order_id, id)
JOIN communication c ON c.shard = k.shard AND c.order_id = k.order_id AND c.id = k.id
LEFT JOIN checkpoint p ON p.shard = c.shard AND p.is_live
LEFT JOIN order_state s ON s.shard = c.shard AND s.generation = p.generation AND s.order_id = c.order_id
    AND s.sales_channel = c.sales_channel
