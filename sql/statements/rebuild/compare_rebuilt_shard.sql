-- Compares what is stored of a shard in two generations, order by order and byte by byte, and records it. Orders that are
-- parked in the generation that serves are left out: how much of them is stored depends on when they were parked.
--
-- Joined and not summed up by hashes: a document is decompressed in either case, but comparing its bytes takes a fraction of
-- hashing them.
-- $1 smallint shard
-- $2 integer the rebuilt generation
-- $3 integer the generation that serves
UPDATE rebuilt_shard r
SET orders_before = compared.orders_before, orders_after = compared.orders_after,
    orders_missing = compared.orders_missing, is_same = compared.is_same
FROM (
    SELECT count(document_before) AS orders_before, count(document_after) AS orders_after,
        count(*) FILTER (WHERE document_after IS NULL) AS orders_missing,
        coalesce(bool_and(document_before COLLATE "C" IS NOT DISTINCT FROM document_after), true) AS is_same
    FROM (
        SELECT order_id, before.document AS document_before, after.document AS document_after
        FROM (
            SELECT order_id, sales_channel, document FROM order_state WHERE shard = $1 AND generation = $3
        ) before
        FULL JOIN (
            SELECT order_id, sales_channel, document FROM order_state WHERE shard = $1 AND generation = $2
        ) after USING (order_id, sales_channel)
    ) o
    WHERE NOT EXISTS (
        SELECT FROM parked_order p WHERE p.shard = $1 AND p.generation = $3 AND p.order_id = o.order_id)
) compared
WHERE r.shard = $1 AND r.generation = $2
RETURNING r.orders_before, r.orders_after, r.orders_missing, r.is_same
