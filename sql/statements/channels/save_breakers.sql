-- Saves locked breakers. Deliveries that waited for one that is closed now are to be made due.
-- $1 text[] channels
-- $2 text[] endpoints
-- $3 text[] states
-- $4 timestamptz[] since
-- $5 text[] reasons
-- $6 text[] details
-- $7 integer[] failures
-- $8 uuid[] last failed
-- $9 integer[] openings
-- $10 timestamptz[] next probe at
-- $11 text[] changed by
-- $12 text[] change reasons
UPDATE channel_breaker b
SET state = k.state, since = k.since, reason = k.reason, detail = k.detail, failures = k.failures,
    last_failed = k.last_failed, openings = k.openings, next_probe_at = k.next_probe_at, changed_by = k.changed_by,
    change_reason = k.change_reason,
    is_releasing = b.is_releasing OR b.state <> 'closed' AND k.state = 'closed'
FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::integer[], $8::uuid[],
    $9::integer[], $10::timestamptz[], $11::text[], $12::text[])
    AS k (channel, endpoint, state, since, reason, detail, failures, last_failed, openings, next_probe_at, changed_by,
        change_reason)
WHERE b.channel = k.channel AND b.endpoint = k.endpoint
