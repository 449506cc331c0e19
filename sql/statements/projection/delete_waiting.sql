-- Forgets messages that waited and were folded.
-- $1 smallint[] shards
-- $2 integer generation
-- $3 text[] order ids
-- $4 bigint[] positions
DELETE FROM waiting_message w
USING unnest($1::smallint[], $3::text[], $4::bigint[]) AS t (shard, order_id, position)
WHERE w.shard = t.shard AND w.generation = $2 AND w.order_id = t.order_id AND w.position = t.position
