-- Draws from the deliveries where their communications stand, after ``lock_communications``. One that was stopped or failed
-- stays as it is, unless a delivery that was on its way then has arrived.
-- $1 smallint[] shards
-- $2 text[] order ids
-- $3 uuid[] ids
-- $4 text what one says that waits for its channel
-- $5 text what one says that was not tried yet
WITH tally AS (
    SELECT k.shard, k.order_id, k.id, min(d.next_attempt_at) AS next_at,
        min(d.next_attempt_at) FILTER (WHERE d.status = 'pending' AND d.attempts > 0) AS retry_at,
        bool_or(d.status = 'sending') AS is_sending, bool_or(d.status = 'pending') AS is_pending,
        bool_or(d.status = 'sent') AS is_sent, bool_or(d.status = 'failed') AS is_failed,
        bool_or(d.status = 'cancelled') AS is_cancelled
    FROM (SELECT DISTINCT * FROM unnest($1::smallint[], $2::text[], $3::uuid[]) AS k (shard, order_id, id)) k
    JOIN delivery d ON d.shard = k.shard AND d.communication_id = k.id
    GROUP BY k.shard, k.order_id, k.id
), outcome AS (
    SELECT shard, order_id, id, next_at, retry_at, is_cancelled, CASE
        WHEN is_sending THEN 'sending' WHEN is_pending THEN 'pending' WHEN is_sent THEN 'sent' ELSE 'failed'
    END AS status
    FROM tally
    WHERE is_sending OR is_pending OR is_sent OR is_failed
)
UPDATE communication c
SET status = o.status,
    reason = CASE o.status
        WHEN 'sending' THEN 'sending'
        -- Only what waits for its channel has no time.
        WHEN 'pending' THEN CASE
            WHEN o.next_at IS NULL THEN 'channel_paused' WHEN o.retry_at IS NULL THEN 'ready' ELSE 'retrying'
        END
        WHEN 'failed' THEN 'delivery_failed'
    END,
    detail = CASE o.status
        WHEN 'sent' THEN CASE
            WHEN c.status = 'suppressed' THEN 'It was on its way when it was stopped: ' || c.detail
            WHEN c.status = 'sent' AND o.is_cancelled THEN c.detail
        END
        WHEN 'sending' THEN 'It is being sent.'
        WHEN 'pending' THEN CASE
            WHEN o.next_at IS NULL THEN $4
            WHEN o.retry_at IS NULL THEN $5
            ELSE 'A try failed; the next one is due at '
                || to_char(o.retry_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || '.'
        END
        WHEN 'failed' THEN 'No delivery succeeded; see the attempts, then retry or dismiss it.'
    END
FROM outcome o
WHERE c.shard = o.shard AND c.order_id = o.order_id AND c.id = o.id
    AND (c.status IN ('pending', 'sending') OR o.status = 'sent' AND c.status IN ('suppressed', 'failed', 'sent'))
RETURNING c.id, c.status
