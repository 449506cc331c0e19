-- Blanks the recipients of deliveries, in their attempts too, and ends those that are not finished. The names are counted
-- on, since the recipient is part of the key.
-- $1 smallint shard
-- $2 uuid[] communications to customers
WITH named AS (
    SELECT d.communication_id, d.channel, d.recipient,
        'erased-' || (
            row_number() OVER (PARTITION BY d.communication_id, d.channel ORDER BY d.recipient)
            + (SELECT count(*) FROM delivery e
                WHERE e.shard = d.shard AND e.communication_id = d.communication_id AND e.channel = d.channel
                    AND e.recipient ~ '^erased-[0-9]+$')) AS erased
    FROM delivery d
    WHERE d.shard = $1 AND d.communication_id = ANY($2) AND d.recipient !~ '^erased-[0-9]+$'
), attempts AS (
    UPDATE delivery_attempt a SET recipient = n.erased
    FROM named n
    WHERE a.shard = $1 AND a.communication_id = n.communication_id AND a.channel = n.channel
        AND a.recipient = n.recipient
)
UPDATE delivery d SET recipient = n.erased,
    status = CASE WHEN d.status IN ('pending', 'sending') THEN 'cancelled' ELSE d.status END,
    reason = CASE WHEN d.status IN ('pending', 'sending') THEN 'erased' ELSE d.reason END,
    next_attempt_at = NULL,
    finished_at = coalesce(d.finished_at, now())
FROM named n
WHERE d.shard = $1 AND d.communication_id = n.communication_id AND d.channel = n.channel AND d.recipient = n.recipient
