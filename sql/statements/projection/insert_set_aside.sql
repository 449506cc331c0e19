-- Sets messages aside of which nobody can tell whose they are.
-- $1 smallint[] shards
-- $2 integer generation
-- $3 text[] order ids
-- $4 bigint[] positions
INSERT INTO set_aside_message (shard, generation, order_id, position)
SELECT shard, $2, order_id, position
FROM unnest($1::smallint[], $3::text[], $4::bigint[]) AS row (shard, order_id, position)
ON CONFLICT DO NOTHING
