-- How far the generation that serves has folded each shard, in the order of shards.
SELECT shard, position FROM checkpoint WHERE is_live ORDER BY shard
