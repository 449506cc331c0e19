-- Channels and endpoints with their breakers and how many deliveries wait for them: those that are configured, and those
-- that are not any more and not closed either.
-- $1 text[] channels
-- $2 text[] endpoints, empty for a channel as a whole
WITH configured AS (
    SELECT channel, endpoint FROM unnest($1::text[], $2::text[]) AS k (channel, endpoint)
)
SELECT p.channel, p.endpoint, coalesce(b.state, 'closed'), b.since, b.reason, b.detail, coalesce(b.failures, 0),
    b.last_failed, coalesce(b.openings, 0), b.next_probe_at, b.changed_by, b.change_reason, now(), p.is_configured,
    (SELECT count(*) FROM delivery d
        WHERE d.status = 'pending' AND d.reason = 'channel_paused' AND d.channel = p.channel
            AND (p.endpoint = '' OR d.recipient = p.endpoint))
FROM (
    SELECT channel, endpoint, true AS is_configured FROM configured
    UNION ALL
    SELECT channel, endpoint, false FROM channel_breaker
    WHERE state <> 'closed' AND (channel, endpoint) NOT IN (SELECT channel, endpoint FROM configured)
) AS p
LEFT JOIN channel_breaker b ON b.channel = p.channel AND b.endpoint = p.endpoint
ORDER BY p.channel, p.endpoint
