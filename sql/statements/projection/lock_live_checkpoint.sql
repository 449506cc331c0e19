-- Locks the live checkpoint of a shard for an operator's command, whoever holds the lease.
-- $1 smallint shard
SELECT generation, position FROM checkpoint WHERE shard = $1 AND is_live FOR UPDATE
