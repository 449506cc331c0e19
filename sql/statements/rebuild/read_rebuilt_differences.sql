-- The differences that were found in the filled shards of a generation; of each shard the first are kept.
-- $1 integer generation
-- $2 bigint how many at most
SELECT r.shard, d.difference ->> 'difference', d.difference ->> 'sales_channel', d.difference ->> 'order_id',
    d.difference ->> 'kind', d.difference ->> 'detail'
FROM rebuilt_shard r
CROSS JOIN LATERAL jsonb_array_elements(r.differences) WITH ORDINALITY AS d (difference, number)
WHERE r.generation = $1
ORDER BY r.shard, d.number
LIMIT $2
