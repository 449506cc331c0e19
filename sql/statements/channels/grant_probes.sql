-- Lets one waiting delivery, the oldest, go out over each channel or endpoint that is to be tried again. Nothing happens
-- where none waits.
-- $1 double precision seconds until another one goes out if nothing is heard of it
WITH asking AS (
    SELECT channel, endpoint
    FROM channel_breaker
    WHERE next_probe_at <= now()
    ORDER BY channel, endpoint
    FOR UPDATE SKIP LOCKED
), chosen AS (
    SELECT a.channel, a.endpoint, w.shard, w.communication_id, w.recipient
    FROM asking a
    CROSS JOIN LATERAL (
        SELECT d.shard, d.communication_id, d.recipient
        FROM delivery d
        WHERE d.status = 'pending' AND d.reason = 'channel_paused' AND d.channel = a.channel
            AND (a.endpoint = '' OR d.recipient = a.endpoint)
        ORDER BY d.created_at
        LIMIT 1
        FOR UPDATE SKIP LOCKED
    ) AS w
), granted AS (
    UPDATE channel_breaker b SET state = 'half_open', next_probe_at = now() + make_interval(secs => $1)
    FROM chosen c
    WHERE b.channel = c.channel AND b.endpoint = c.endpoint
)
UPDATE delivery d SET reason = 'probe', next_attempt_at = now()
FROM chosen c
WHERE d.shard = c.shard AND d.communication_id = c.communication_id AND d.channel = c.channel
    AND d.recipient = c.recipient
RETURNING d.channel, d.recipient, d.communication_id
