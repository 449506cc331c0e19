-- Records decisions; one that exists already stays as it is. Deliveries are made for those that are new and pending.
-- $1 smallint[] shards
-- $2 text[] order ids
-- $3 uuid[] ids
-- $4 text[] keys
-- $5 text[] kinds
-- $6 text[] audiences
-- $7 text[] sales channels
-- $8 text[] refund ids
-- $9 text[] return ids
-- $10 text[] shipment ids
-- $11 text[] lines, each an array literal
-- $12 integer[] occurrences
-- $13 text[] refund types
-- $14 text[] refund type sources
-- $15 text[] return link sources
-- $16 text[] statuses
-- $17 text[] reasons
-- $18 text[] details
-- $19 bigint[] positions
-- $20 text[] message ids
-- $21 timestamptz[] occurred at
-- $22 timestamptz[] decided at
-- $23 timestamptz[] due at
-- $24 text[] locales
-- $25 text[] recipient names
-- $26 text[] recipient e-mails
-- $27 text[] recipient phones
-- $28 text[] recipient sources
-- $29 text[] facts
-- $30 uuid[] deliveries: communication
-- $31 text[] deliveries: channel
-- $32 text[] deliveries: recipient
WITH inserted AS (
    INSERT INTO communication (shard, order_id, id, key, kind, audience, sales_channel, refund_id, return_id, shipment_id,
        lines, occurrence, refund_type, refund_type_source, return_link_source, status, reason, detail, position,
        message_id, occurred_at, decided_at, due_at, locale, recipient_name, recipient_email, recipient_phone,
        recipient_source, facts)
    SELECT shard, order_id, id, key, kind, audience, sales_channel, refund_id, return_id, shipment_id, lines::integer[],
        occurrence, refund_type, refund_type_source, return_link_source, status, reason, detail, position, message_id,
        occurred_at, decided_at, due_at, locale, recipient_name, recipient_email, recipient_phone, recipient_source, facts
    FROM unnest($1::smallint[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
        $9::text[], $10::text[], $11::text[], $12::integer[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[],
        $18::text[], $19::bigint[], $20::text[], $21::timestamptz[], $22::timestamptz[], $23::timestamptz[], $24::text[],
        $25::text[], $26::text[], $27::text[], $28::text[], $29::text[])
        AS t (shard, order_id, id, key, kind, audience, sales_channel, refund_id, return_id, shipment_id, lines, occurrence,
            refund_type, refund_type_source, return_link_source, status, reason, detail, position, message_id, occurred_at,
            decided_at, due_at, locale, recipient_name, recipient_email, recipient_phone, recipient_source, facts)
    ON CONFLICT DO NOTHING
    RETURNING shard, id, order_id, status, decided_at
), delivered AS (
    INSERT INTO delivery (shard, communication_id, channel, recipient, order_id, status, next_attempt_at, created_at)
    SELECT i.shard, i.id, d.channel, d.recipient, i.order_id, 'pending', i.decided_at, i.decided_at
    FROM unnest($30::uuid[], $31::text[], $32::text[]) AS d (id, channel, recipient)
    JOIN inserted i ON i.id = d.id AND i.status = 'pending'
    ON CONFLICT DO NOTHING
)
SELECT id FROM inserted
