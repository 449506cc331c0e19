-- Deliveries by what is known of them, newest first. A null bind does not filter. Of the recipient, the place in the list
-- holds a digest alone.
-- $1 text status
-- $2 text delivery channel
-- $3 timestamptz made at or after
-- $4 timestamptz made before
-- $5 timestamptz behind this one: made at
-- $6 uuid behind this one: communication
-- $7 text behind this one: delivery channel
-- $8 text behind this one: digest of the recipient
-- $9 integer at most so many
SELECT shard, communication_id, order_id, channel, recipient, status, reason, attempts, next_attempt_at, created_at,
    finished_at, md5(recipient)
FROM delivery
WHERE ($1 IS NULL OR status = $1)
    AND ($2 IS NULL OR channel = $2)
    AND ($3 IS NULL OR created_at >= $3)
    AND ($4 IS NULL OR created_at < $4)
    AND ($5 IS NULL OR (created_at, communication_id, channel, md5(recipient)) < ($5, $6, $7, $8))
ORDER BY created_at DESC, communication_id DESC, channel DESC, md5(recipient) DESC
LIMIT $9
