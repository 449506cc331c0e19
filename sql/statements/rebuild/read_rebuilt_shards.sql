-- The shards of a generation that are filled, with what was found in each.
-- $1 integer generation
SELECT shard, messages, orders, communications, parked_orders, difference_count
FROM rebuilt_shard WHERE generation = $1 ORDER BY shard
