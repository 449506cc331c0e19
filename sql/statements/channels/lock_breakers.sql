-- Locks breakers in one order: those asked for, and of the rest those that a success would change.
-- $1 text[] channels
-- $2 text[] endpoints
-- $3 boolean[] whether it is asked for whatever its state
SELECT b.channel, b.endpoint, b.state, b.since, b.reason, b.detail, b.failures, b.last_failed, b.openings,
    b.next_probe_at, b.changed_by, b.change_reason, now()
FROM unnest($1::text[], $2::text[], $3::boolean[]) AS k (channel, endpoint, is_asked_for)
JOIN channel_breaker b ON b.channel = k.channel AND b.endpoint = k.endpoint
WHERE k.is_asked_for OR b.failures > 0 OR b.state IN ('open', 'half_open')
ORDER BY b.channel, b.endpoint
FOR UPDATE OF b
