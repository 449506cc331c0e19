-- Records what a rebuild found in a shard that it has finished.
-- $1 smallint shard
-- $2 integer generation
-- $3 bigint how many differences
-- $4 text the first of them, an array in JSON
INSERT INTO rebuilt_shard (shard, generation, difference_count, differences) VALUES ($1, $2, $3, $4::text::jsonb)
