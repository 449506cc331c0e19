-- Claims due deliveries, with how often each was tried. A claim that runs out makes them due again, so that the work of
-- a killed worker comes back by itself.
--
-- Communications of one order leave one after the other: a delivery waits while an earlier communication of its order
-- is unfinished, until some time after that one's first try.
-- $1 uuid claim
-- $2 integer how many
-- $3 double precision length of a claim in seconds
-- $4 double precision how long an order's communications wait for each other, in seconds
WITH due AS (
    SELECT d.shard, d.communication_id, d.channel, d.recipient
    FROM delivery d
    JOIN communication c ON c.shard = d.shard AND c.order_id = d.order_id AND c.id = d.communication_id
    WHERE d.status IN ('pending', 'sending') AND d.next_attempt_at <= now()
        -- Scalar subqueries, so that no statistics make a scan of whole tables out of them.
        AND (
            SELECT b.id
            FROM communication b
            JOIN delivery e ON e.shard = b.shard AND e.communication_id = b.id
            WHERE b.shard = c.shard AND b.order_id = c.order_id AND b.sales_channel = c.sales_channel
                AND b.status IN ('pending', 'sending') AND (b.position, b.id) < (c.position, c.id)
                AND e.status IN ('pending', 'sending')
                AND coalesce((
                    SELECT min(a.started_at)
                    FROM delivery_attempt a
                    WHERE a.shard = e.shard AND a.communication_id = e.communication_id AND a.channel = e.channel
                        AND a.recipient = e.recipient) > now() - make_interval(secs => $4), true)
            LIMIT 1
        ) IS NULL
    ORDER BY d.next_attempt_at
    LIMIT $2
    FOR UPDATE OF d SKIP LOCKED
)
UPDATE delivery d
SET status = 'sending', reason = 'sending', claimed_by = $1, attempts = d.attempts + 1,
    next_attempt_at = now() + make_interval(secs => $3)
FROM due
WHERE d.shard = due.shard AND d.communication_id = due.communication_id AND d.channel = due.channel
    AND d.recipient = due.recipient
RETURNING d.shard, d.order_id, d.communication_id, d.channel, d.recipient, d.attempts, d.created_at
