-- Blanks what was sent.
-- $1 smallint shard
-- $2 uuid[] communications
UPDATE communication_content SET content = convert_to(CASE part WHEN 'json' THEN '{"erased":true}' ELSE 'erased' END, 'UTF8')
WHERE shard = $1 AND communication_id = ANY($2)
