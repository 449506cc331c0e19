-- The next messages of shards, each shard's in log order; of the first shards first, as far as the limit goes.
-- $1 smallint[] shards
-- $2 bigint[] after these positions
-- $3 integer how many in all
SELECT m.position, m.received_at, m.is_historical, m.order_id, m.payload, wanted.shard
FROM unnest($1::smallint[], $2::bigint[]) AS wanted (shard, after)
CROSS JOIN LATERAL (
    SELECT position, received_at, is_historical, order_id, payload
    FROM message
    WHERE shard = wanted.shard AND position > wanted.after
    ORDER BY position
    LIMIT $3
) m
LIMIT $3
