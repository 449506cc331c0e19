-- The first position that a shard lacks, and the next one that it has.
-- $1 smallint shard
-- $2 bigint position up to which there should be no hole
SELECT expected, position
FROM (
    SELECT position, row_number() OVER (ORDER BY position) AS expected
    FROM message WHERE shard = $1 AND position <= $2
) AS numbered
WHERE position <> expected
ORDER BY expected LIMIT 1
