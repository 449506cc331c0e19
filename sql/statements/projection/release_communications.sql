-- Decides held communications again, and makes deliveries for those that are pending now.
-- $1 smallint[] shards
-- $2 text[] order ids
-- $3 uuid[] ids
-- $4 text[] refund ids
-- $5 text[] return ids
-- $6 text[] lines, each an array literal
-- $7 text[] refund types
-- $8 text[] refund type sources
-- $9 text[] return link sources
-- $10 text[] statuses
-- $11 text[] reasons
-- $12 text[] details
-- $13 timestamptz[] decided at
-- $14 timestamptz[] due at
-- $15 text[] recipient names
-- $16 text[] recipient e-mails
-- $17 text[] recipient phones
-- $18 text[] recipient sources
-- $19 text[] facts
-- $20 uuid[] deliveries: communication
-- $21 text[] deliveries: channel
-- $22 text[] deliveries: recipient
WITH released AS (
    UPDATE communication c SET refund_id = t.refund_id, return_id = t.return_id, lines = t.lines::integer[],
        refund_type = t.refund_type, refund_type_source = t.refund_type_source,
        return_link_source = t.return_link_source, status = t.status, reason = t.reason, detail = t.detail,
        decided_at = t.decided_at, due_at = t.due_at, recipient_name = t.recipient_name,
        recipient_email = t.recipient_email, recipient_phone = t.recipient_phone,
        recipient_source = t.recipient_source, facts = t.facts
    FROM unnest($1::smallint[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
        $9::text[], $10::text[], $11::text[], $12::text[], $13::timestamptz[], $14::timestamptz[], $15::text[], $16::text[],
        $17::text[], $18::text[], $19::text[])
        AS t (shard, order_id, id, refund_id, return_id, lines, refund_type, refund_type_source, return_link_source, status,
            reason, detail, decided_at, due_at, recipient_name, recipient_email, recipient_phone, recipient_source, facts)
    WHERE c.shard = t.shard AND c.order_id = t.order_id AND c.id = t.id AND c.status = 'held'
    RETURNING c.shard, c.id, c.order_id, c.status, c.decided_at
), delivered AS (
    INSERT INTO delivery (shard, communication_id, channel, recipient, order_id, status, next_attempt_at, created_at)
    SELECT r.shard, r.id, d.channel, d.recipient, r.order_id, 'pending', r.decided_at, r.decided_at
    FROM unnest($20::uuid[], $21::text[], $22::text[]) AS d (id, channel, recipient)
    JOIN released r ON r.id = d.id AND r.status = 'pending'
    ON CONFLICT DO NOTHING
)
SELECT id FROM released
