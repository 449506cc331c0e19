-- The messages of ranges that an operator assigned to a sales channel.
-- $1 smallint[] shards
-- $2 bigint[] after these positions
-- $3 bigint[] through these positions
SELECT a.shard, a.position, a.sales_channel
FROM unnest($1::smallint[], $2::bigint[], $3::bigint[]) AS page (shard, after, through)
JOIN message_assignment a ON a.shard = page.shard AND a.position > page.after AND a.position <= page.through
