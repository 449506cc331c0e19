-- Compares what is stored of a shard in two generations, and records it. In each a sum of hashes stands for all orders, so
-- that it does not matter in which order rows lie. Orders that are parked in the generation that serves are left out:
-- how much of them is stored depends on when they were parked.
-- $1 smallint shard
-- $2 integer the rebuilt generation
-- $3 integer the generation that serves
UPDATE rebuilt_shard r
SET orders_before = o.orders, orders_after = n.orders,
    is_same = o.orders = n.orders AND o.checksum IS NOT DISTINCT FROM n.checksum
FROM (
    SELECT count(*) AS orders, sum(hashtextextended(
        document COLLATE "C",
        hashtextextended(sales_channel COLLATE "C", hashtextextended(order_id COLLATE "C", 0)))) AS checksum
    FROM order_state s
    WHERE shard = $1 AND generation = $3 AND NOT EXISTS (
        SELECT FROM parked_order p WHERE p.shard = $1 AND p.generation = $3 AND p.order_id = s.order_id)
) o, (
    SELECT count(*) AS orders, sum(hashtextextended(
        document COLLATE "C",
        hashtextextended(sales_channel COLLATE "C", hashtextextended(order_id COLLATE "C", 0)))) AS checksum
    FROM order_state s
    WHERE shard = $1 AND generation = $2 AND NOT EXISTS (
        SELECT FROM parked_order p WHERE p.shard = $1 AND p.generation = $3 AND p.order_id = s.order_id)
) n
WHERE r.shard = $1 AND r.generation = $2
RETURNING r.orders_before, r.orders_after, r.is_same
