-- Stops communications that must not be sent any more, with their unfinished deliveries and dead letters. One that reached
-- somebody already counts as sent, and says what was stopped.
-- $1 smallint[] shards
-- $2 text[] order ids
-- $3 uuid[] ids
-- $4 text[] reasons
-- $5 text[] details
-- $6 text what one says of which a try has an unknown outcome
WITH stopped AS (
    SELECT * FROM unnest($1::smallint[], $2::text[], $3::uuid[], $4::text[], $5::text[])
        AS k (shard, order_id, id, reason, detail)
), cancelled AS (
    UPDATE delivery d
    SET status = 'cancelled', reason = k.reason, next_attempt_at = NULL, claimed_by = NULL, finished_at = now()
    FROM stopped k
    WHERE d.shard = k.shard AND d.communication_id = k.id AND d.status IN ('pending', 'sending', 'failed')
)
UPDATE communication c
SET status = CASE WHEN sent.is_sent THEN 'sent' ELSE 'suppressed' END,
    reason = CASE WHEN sent.is_sent THEN NULL ELSE k.reason END,
    detail = CASE WHEN sent.is_sent THEN 'A part of its deliveries was sent, the others are not sent any more: ' ELSE '' END
        || k.detail
        || CASE WHEN EXISTS (SELECT FROM delivery_attempt a
            WHERE a.shard = k.shard AND a.communication_id = k.id AND (a.outcome IS NULL OR a.outcome = 'ambiguous'))
        THEN ' ' || $6 ELSE '' END,
    due_at = NULL
FROM stopped k
CROSS JOIN LATERAL (
    SELECT EXISTS (
        SELECT FROM delivery d WHERE d.shard = k.shard AND d.communication_id = k.id AND d.status = 'sent') AS is_sent
) AS sent
WHERE c.shard = k.shard AND c.order_id = k.order_id AND c.id = k.id
RETURNING c.id, c.status
