-- Sets messages aside of which nobody can tell whose they are.
-- $1 smallint shard
-- $2 integer generation
-- $3 text[] order ids
-- $4 bigint[] positions
INSERT INTO set_aside_message (shard, generation, order_id, position)
SELECT $1, $2, * FROM unnest($3::text[], $4::bigint[])
ON CONFLICT DO NOTHING
