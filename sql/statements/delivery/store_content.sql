-- Stores rendered parts; what is stored already stays.
-- $1 smallint[] shards
-- $2 uuid[] communications
-- $3 text[] parts
-- $4 bytea[] contents
INSERT INTO communication_content (shard, communication_id, part, content)
SELECT * FROM unnest($1::smallint[], $2::uuid[], $3::text[], $4::bytea[])
ON CONFLICT DO NOTHING
