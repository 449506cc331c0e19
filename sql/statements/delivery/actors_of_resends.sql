-- Who asked for the repetitions of communications.
-- $1 smallint shard
-- $2 uuid[] the communications that were repeated
SELECT result_id, actor
FROM communication_action
WHERE shard = $1 AND communication_id = ANY ($2) AND action = 'resend' AND result_id IS NOT NULL
