-- Gives up all leases of a node that stops, so that others need not wait for them to run out.
-- $1 uuid node
UPDATE shard_lease SET node = NULL, expires_at = '-infinity' WHERE node = $1
