-- From which position of each shard on each kind is communicated.
-- $1 smallint[] shards
SELECT shard, kind, position FROM kind_activation WHERE shard = ANY($1)
