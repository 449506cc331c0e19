-- From which position of a shard on each kind is communicated.
-- $1 smallint shard
SELECT kind, position FROM kind_activation WHERE shard = $1
