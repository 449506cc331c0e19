-- Records what became of attempts, and of their deliveries. A delivery that another worker has taken over in the
-- meantime is left to it, except that one that was sent is sent, also if it was cancelled or given up while it was on its way.
-- $1 uuid claim
-- $2 smallint[] shards
-- $3 uuid[] communications
-- $4 text[] channels
-- $5 text[] recipients
-- $6 integer[] attempts
-- $7 integer[] durations in milliseconds
-- $8 text[] outcomes
-- $9 text[] error classes
-- $10 text[] responses
-- $11 text[] statuses of the deliveries
-- $12 double precision[] seconds until the next attempt
WITH ended AS (
    SELECT *, now() + make_interval(secs => wait) AS next_attempt_at
    FROM unnest($2::smallint[], $3::uuid[], $4::text[], $5::text[], $6::integer[], $7::integer[], $8::text[],
        $9::text[], $10::text[], $11::text[], $12::double precision[])
        AS k (shard, id, channel, recipient, attempt, duration_ms, outcome, error_class, response, status, wait)
), attempted AS (
    UPDATE delivery_attempt a
    SET duration_ms = k.duration_ms, outcome = k.outcome, error_class = k.error_class, response = k.response,
        next_attempt_at = k.next_attempt_at
    FROM ended k
    WHERE a.shard = k.shard AND a.communication_id = k.id AND a.channel = k.channel AND a.recipient = k.recipient
        AND a.attempt = k.attempt
)
UPDATE delivery d
SET status = k.status, reason = k.error_class, next_attempt_at = k.next_attempt_at, claimed_by = NULL,
    finished_at = CASE WHEN k.status = 'pending' THEN NULL ELSE now() END
FROM ended k
WHERE d.shard = k.shard AND d.communication_id = k.id AND d.channel = k.channel AND d.recipient = k.recipient
    AND (d.status = 'sending' AND d.claimed_by = $1 OR d.status IN ('pending', 'sending', 'cancelled', 'failed') AND k.status = 'sent')
