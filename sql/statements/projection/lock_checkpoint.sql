-- Locks the live checkpoint of a shard, for a worker that still holds the lease. No row: the lease is lost, or a switch
-- of generations has just happened.
-- $1 smallint shard
-- $2 uuid node
-- $3 bigint epoch of the lease
SELECT c.generation, c.position
FROM checkpoint c
JOIN shard_lease l ON l.shard = c.shard
WHERE c.shard = $1 AND c.is_live AND l.node = $2 AND l.epoch = $3
FOR UPDATE OF c
