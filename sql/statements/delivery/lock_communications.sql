-- Locks communications in one order, so that workers that finish deliveries of the same one come one after the other.
-- $1 smallint[] shards
-- $2 text[] order ids
-- $3 uuid[] ids
SELECT c.id
FROM communication c
JOIN (SELECT DISTINCT * FROM unnest($1::smallint[], $2::text[], $3::uuid[]) AS k (shard, order_id, id)) k
    ON c.shard = k.shard AND c.order_id = k.order_id AND c.id = k.id
ORDER BY c.shard, c.order_id, c.id
FOR UPDATE OF c
