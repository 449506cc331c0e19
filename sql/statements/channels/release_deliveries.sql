-- Makes deliveries due that waited for a channel or endpoint which is closed again, oldest first; of one at a time. What
-- waits for an endpoint of a channel that works, or the other way round, goes on waiting.
-- $1 integer how many at most
-- $2 text what their communications say now
WITH releasing AS (
    SELECT channel, endpoint
    FROM channel_breaker
    WHERE is_releasing AND state = 'closed'
    ORDER BY channel, endpoint
    LIMIT 1
    FOR UPDATE SKIP LOCKED
), freed AS (
    SELECT w.*
    FROM releasing r
    CROSS JOIN LATERAL (
        SELECT d.shard, d.order_id, d.communication_id, d.channel, d.recipient
        FROM delivery d
        WHERE d.status = 'pending' AND d.reason = 'channel_paused' AND d.channel = r.channel
            AND (r.endpoint = '' OR d.recipient = r.endpoint)
            AND NOT EXISTS (
                SELECT FROM channel_breaker o
                WHERE o.channel = d.channel AND o.endpoint IN ('', d.recipient) AND o.state <> 'closed')
        ORDER BY d.created_at
        LIMIT $1
        FOR UPDATE
    ) AS w
), ended AS (
    UPDATE channel_breaker b SET is_releasing = false
    FROM releasing r
    WHERE b.channel = r.channel AND b.endpoint = r.endpoint AND (SELECT count(*) FROM freed) < $1
), told AS (
    UPDATE communication c SET reason = 'ready', detail = $2
    FROM (SELECT DISTINCT shard, order_id, communication_id FROM freed) f
    WHERE c.shard = f.shard AND c.order_id = f.order_id AND c.id = f.communication_id AND c.reason = 'channel_paused'
)
UPDATE delivery d SET reason = NULL, next_attempt_at = now()
FROM freed f
WHERE d.shard = f.shard AND d.communication_id = f.communication_id AND d.channel = f.channel
    AND d.recipient = f.recipient
RETURNING d.communication_id
