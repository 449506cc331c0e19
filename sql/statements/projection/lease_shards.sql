-- Renews and takes leases for a node; returns the shards it holds with their epochs.
-- $1 uuid node
-- $2 text name of the node
-- $3 double precision length of a lease in seconds
SELECT shard, epoch FROM lease_shards($1, $2, $3)
