-- Which communications are recorded of a range of order ids; null if none. Read from the key alone where pages are vacuumed.
-- $1 smallint shard
-- $2 text behind this order id
-- $3 text up to this order id
SELECT array_agg(id) FROM communication WHERE shard = $1 AND order_id > $2 AND order_id <= $3
