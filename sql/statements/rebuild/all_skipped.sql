-- All messages of a shard that an operator told to skip.
-- $1 smallint shard
SELECT position FROM skipped_message WHERE shard = $1
