-- Forgets messages that waited and were folded.
-- $1 smallint shard
-- $2 integer generation
-- $3 text[] order ids
-- $4 bigint[] positions
DELETE FROM waiting_message w
USING unnest($3::text[], $4::bigint[]) AS t (order_id, position)
WHERE w.shard = $1 AND w.generation = $2 AND w.order_id = t.order_id AND w.position = t.position
