-- Locks all live checkpoints, so that nobody advances them; in shard order.
SELECT shard, position FROM checkpoint WHERE is_live ORDER BY shard FOR UPDATE
