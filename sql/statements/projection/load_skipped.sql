-- The messages of ranges that an operator told to skip.
-- $1 smallint[] shards
-- $2 bigint[] after these positions
-- $3 bigint[] through these positions
SELECT s.shard, s.position
FROM unnest($1::smallint[], $2::bigint[], $3::bigint[]) AS page (shard, after, through)
JOIN skipped_message s ON s.shard = page.shard AND s.position > page.after AND s.position <= page.through
