-- The messages in a list that an operator assigned to a sales channel.
-- $1 smallint shard
-- $2 bigint[] positions
SELECT position, sales_channel FROM message_assignment WHERE shard = $1 AND position = ANY($2)
