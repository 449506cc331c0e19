-- Moves a checkpoint on, if it still stands where it was read: compare-and-set.
-- $1 smallint shard
-- $2 integer generation
-- $3 bigint position it must stand at
-- $4 bigint position to move to
UPDATE checkpoint SET position = $4 WHERE shard = $1 AND generation = $2 AND position = $3
