-- Replaces payloads by what is left of them without personal data.
-- $1 smallint shard
-- $2 bigint erasure
-- $3 bigint[] positions
-- $4 bytea[] payloads
UPDATE message m SET payload = t.payload, erasure_id = $2
FROM unnest($3::bigint[], $4::bytea[]) AS t (position, payload)
WHERE m.shard = $1 AND m.position = t.position
