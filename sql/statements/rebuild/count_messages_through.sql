-- How many messages a shard has up to a position: as many as that, unless there is a hole.
-- $1 smallint shard
-- $2 bigint position
SELECT count(*) FROM message WHERE shard = $1 AND position <= $2
