-- All messages of a shard that an operator assigned to a sales channel.
-- $1 smallint shard
SELECT position, sales_channel FROM message_assignment WHERE shard = $1
