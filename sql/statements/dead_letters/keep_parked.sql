-- Notes that an order still cannot be folded, and returns how often it was tried. It stays parked since it first was.
-- $1 smallint shard
-- $2 integer generation
-- $3 text order id
-- $4 bigint position
-- $5 text error
INSERT INTO parked_order AS held (shard, generation, order_id, position, error) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (shard, generation, order_id) DO UPDATE SET
    position = excluded.position, error = excluded.error, attempts = held.attempts + 1
RETURNING attempts
