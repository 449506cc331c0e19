-- Parks an order at a message that could not be folded.
-- $1 smallint shard
-- $2 integer generation
-- $3 text order id
-- $4 bigint position
-- $5 text error
INSERT INTO parked_order (shard, generation, order_id, position, error) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (shard, generation, order_id) DO UPDATE SET
    position = excluded.position, error = excluded.error, attempts = parked_order.attempts + 1, parked_at = now()
