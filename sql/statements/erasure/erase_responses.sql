-- Blanks what receiving servers answered: it may quote the recipient.
-- $1 smallint shard
-- $2 uuid[] communications
UPDATE delivery_attempt SET response = NULL
WHERE shard = $1 AND communication_id = ANY($2) AND response IS NOT NULL
