-- Records that a shard is filled, and what was found in it.
-- $1 smallint shard
-- $2 integer generation
-- $3 bigint how many differences
-- $4 text the first of them, an array in JSON
-- $5 bigint messages
-- $6 bigint orders
-- $7 bigint communications
-- $8 bigint orders that are parked
INSERT INTO rebuilt_shard (shard, generation, difference_count, differences, messages, orders, communications,
    parked_orders)
VALUES ($1, $2, $3, $4::text::jsonb, $5, $6, $7, $8)
