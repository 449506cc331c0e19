-- The messages in a range that an operator told to skip.
-- $1 smallint shard
-- $2 bigint[] positions
SELECT position FROM skipped_message WHERE shard = $1 AND position = ANY($2)
