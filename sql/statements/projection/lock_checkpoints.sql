-- Locks the live checkpoints of shards whose leases a worker still holds. No row for a shard: its lease is lost, a switch of
-- generations has just happened, or somebody works on it; nobody waits for one shard with the others in his hands.
-- $1 smallint[] shards
-- $2 uuid node
-- $3 bigint[] epochs of the leases
SELECT c.shard, c.generation, c.position
FROM unnest($1::smallint[], $3::bigint[]) AS held (shard, epoch)
JOIN shard_lease l ON l.shard = held.shard AND l.node = $2 AND l.epoch = held.epoch
JOIN checkpoint c ON c.shard = l.shard AND c.is_live
-- In shard order, as everybody locks them.
ORDER BY c.shard
FOR UPDATE OF c SKIP LOCKED
