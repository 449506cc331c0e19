-- The newest position of every shard, 0 where nothing has been appended.
SELECT shard, position FROM shard_position
