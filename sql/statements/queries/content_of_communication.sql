-- A stored part of what a communication said, byte for byte.
-- $1 smallint shard
-- $2 uuid communication
-- $3 text part: subject, text, html, eml or json
SELECT content FROM communication_content WHERE shard = $1 AND communication_id = $2 AND part = $3
