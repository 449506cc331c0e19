-- The stored parts of communications.
-- $1 smallint[] shards
-- $2 uuid[] communications
SELECT t.communication_id, t.part, t.content
FROM unnest($1::smallint[], $2::uuid[]) AS k (shard, id)
JOIN communication_content t ON t.shard = k.shard AND t.communication_id = k.id
