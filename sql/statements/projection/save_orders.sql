-- Writes the states of orders that changed.
-- $1 smallint[] shards
-- $2 integer generation
-- $3 text[] order ids
-- $4 text[] sales channels
-- $5 bigint[] positions
-- $6 boolean[] is placed
-- $7 boolean[] is a test order
-- $8 text[] status
-- $9 text[] status reason
-- $10 timestamptz[] ordered at
-- $11 text[] e-mail
-- $12 text[] search terms of each order, with a blank between them; null for none
-- $13 text[] documents
INSERT INTO order_state AS held (shard, generation, order_id, sales_channel, position, is_placed, is_test, status,
    status_reason, ordered_at, email, search_terms, document)
SELECT shard, $2, order_id, sales_channel, position, is_placed, is_test, status, status_reason, ordered_at, email,
    string_to_array(search_terms, ' '), document
FROM unnest($1::smallint[], $3::text[], $4::text[], $5::bigint[], $6::boolean[], $7::boolean[], $8::text[],
    $9::text[], $10::timestamptz[], $11::text[], $12::text[], $13::text[])
    AS row (shard, order_id, sales_channel, position, is_placed, is_test, status, status_reason, ordered_at, email,
        search_terms, document)
ON CONFLICT (shard, generation, order_id, sales_channel) DO UPDATE SET
    position = excluded.position, is_placed = excluded.is_placed, is_test = excluded.is_test, status = excluded.status,
    status_reason = excluded.status_reason, ordered_at = excluded.ordered_at, email = excluded.email,
    -- The same value as it lies there, compressed or not: else the row would get new entries in every index.
    search_terms = CASE WHEN held.search_terms = excluded.search_terms THEN held.search_terms
        ELSE excluded.search_terms END,
    document = excluded.document
