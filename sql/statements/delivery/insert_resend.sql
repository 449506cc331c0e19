-- Makes the communication that repeats another one, to the same recipient or to another address.
-- $1 smallint shard
-- $2 text order id
-- $3 uuid communication to repeat
-- $4 uuid new id
-- $5 text new key
-- $6 text other e-mail address
INSERT INTO communication (shard, order_id, id, key, kind, audience, sales_channel, refund_id, return_id, shipment_id,
    lines, occurrence, refund_type, refund_type_source, return_link_source, status, reason, detail, position,
    message_id, occurred_at, decided_at, locale, recipient_name, recipient_email, recipient_phone, recipient_source, facts,
    resend_of)
SELECT shard, order_id, $4, $5, kind, audience, sales_channel, refund_id, return_id, shipment_id, lines, occurrence,
    refund_type, refund_type_source, return_link_source, 'pending', 'ready', 'Sent again on request.', position,
    message_id, occurred_at, now(), locale, recipient_name,
    CASE WHEN audience = 'customer' THEN coalesce($6, recipient_email) END, recipient_phone,
    CASE WHEN $6 IS NULL THEN recipient_source END, facts, id
FROM communication
WHERE shard = $1 AND order_id = $2 AND id = $3
