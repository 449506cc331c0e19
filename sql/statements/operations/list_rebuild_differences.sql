-- What the newest rebuild has found so far: differences between what is recorded and what the log says.
-- $1 bigint how many at most
SELECT r.generation, r.difference_count, d.difference ->> 'difference', d.difference ->> 'sales_channel',
    d.difference ->> 'order_id', d.difference ->> 'kind', d.difference ->> 'detail'
FROM (
    SELECT shard, generation, differences, sum(difference_count) OVER ()::bigint AS difference_count FROM rebuilt_shard
    WHERE generation = (SELECT max(generation) FROM generation)
) r
CROSS JOIN LATERAL jsonb_array_elements(r.differences) WITH ORDINALITY AS d (difference, number)
ORDER BY r.shard, d.number
LIMIT $1
