-- Claims due deliveries, with how often each was tried. A claim that runs out makes them due again, so that the work of
-- a killed worker comes back by itself. A row without a shard and a channel says how many due deliveries were looked at;
-- rows without a shard how many of a channel were put off for the first time.
--
-- Communications of one order leave one after the other: a delivery waits while an earlier communication of its order
-- is unfinished, until some time after that one's first try. One that waits for its channel, or was put off, holds up that
-- channel alone. What is due for a channel that is not to be used waits, without a try, until the channel is closed again;
-- a probe goes out nevertheless. What is more than a channel may send now is put off, behind what was put off before; again,
-- for a moment, if too few may be sent when its turn has come.
-- $1 uuid claim
-- $2 integer how many
-- $3 double precision length of a claim in seconds
-- $4 double precision how long an order's communications wait for each other, in seconds
-- $5 text what a communication says that waits for its channel
-- $6 text[] channels with a limited rate
-- $7 integer[] how many each may send now
-- $8 double precision[] how many a second
-- $9 double precision[] seconds until each has sent what was put off before
-- $10 text[] channels that another claim of this node is at: left alone
-- $11 double precision the longest time in seconds that something is put off
-- $12 text what a communication says that is put off
WITH blocking AS MATERIALIZED (
    -- Shared locks: who closes a breaker sees everything that was made to wait for it.
    SELECT channel, endpoint, state IN ('paused', 'gone') AS refuses_probes
    FROM channel_breaker
    WHERE state <> 'closed'
    FOR SHARE
), due AS (
    SELECT d.shard, d.communication_id, d.channel, d.recipient, d.order_id, d.next_attempt_at, d.reason, d.status
    FROM delivery d
    -- One by one, which the limit keeps few: of a join on three columns the planner expects next to nothing.
    CROSS JOIN LATERAL (
        SELECT shard, order_id, sales_channel, position, id FROM communication
        WHERE shard = d.shard AND order_id = d.order_id AND id = d.communication_id
        LIMIT 1
    ) AS c
    WHERE d.status IN ('pending', 'sending') AND d.next_attempt_at <= now()
        -- As a function: of the operator the planner believes, where there is one channel, that it leaves nothing, and sorts all.
        AND NOT arraycontains($10::text[], ARRAY[d.channel])
        -- Scalar subqueries, so that no statistics make a scan of whole tables out of them; as a truth value and not IS NULL, of
        -- which the planner expects next to nothing.
        AND NOT coalesce((
            SELECT true
            FROM communication b
            JOIN delivery e ON e.shard = b.shard AND e.communication_id = b.id
            WHERE b.shard = c.shard AND b.order_id = c.order_id AND b.sales_channel = c.sales_channel
                AND b.status IN ('pending', 'sending') AND (b.position, b.id) < (c.position, c.id)
                AND e.status IN ('pending', 'sending')
                AND (coalesce(e.reason, '') NOT IN ('channel_paused', 'rate_limited')
                    OR e.channel = d.channel AND (e.reason = 'rate_limited' OR e.recipient = d.recipient))
                AND coalesce((
                    SELECT min(a.started_at)
                    FROM delivery_attempt a
                    WHERE a.shard = e.shard AND a.communication_id = e.communication_id AND a.channel = e.channel
                        AND a.recipient = e.recipient) > now() - make_interval(secs => $4), true)
            LIMIT 1
        ), false)
    ORDER BY d.next_attempt_at
    LIMIT $2
    FOR UPDATE OF d SKIP LOCKED
), examined AS (
    SELECT due.*, EXISTS (
            SELECT FROM blocking b
            WHERE b.channel = due.channel AND b.endpoint IN ('', due.recipient)
                AND (b.refuses_probes OR due.reason IS DISTINCT FROM 'probe')) AS is_blocked
    FROM due
), placed AS (
    -- A probe is not put off: the channel waits for it.
    SELECT x.*, CASE WHEN x.reason = 'probe' THEN NULL ELSE l.allowed END AS allowed, l.rate, l.busy,
        x.reason IS NOT DISTINCT FROM 'rate_limited' AS has_turn,
        -- Whose turn has come is first.
        row_number() OVER (
            PARTITION BY x.channel, x.is_blocked
            ORDER BY x.reason IS NOT DISTINCT FROM 'rate_limited' DESC, x.next_attempt_at) AS place,
        count(*) FILTER (WHERE x.reason = 'rate_limited') OVER (PARTITION BY x.channel, x.is_blocked) AS turns
    FROM examined x
    LEFT JOIN unnest($6::text[], $7::integer[], $8::double precision[], $9::double precision[])
        AS l (channel, allowed, rate, busy) ON l.channel = x.channel
), waiting AS (
    UPDATE delivery d
    SET status = 'pending', reason = 'channel_paused', claimed_by = NULL, next_attempt_at = NULL
    FROM placed p
    WHERE d.shard = p.shard AND d.communication_id = p.communication_id AND d.channel = p.channel
        AND d.recipient = p.recipient AND p.is_blocked
), told AS (
    UPDATE communication c SET status = 'pending', reason = 'channel_paused', detail = $5
    FROM (SELECT DISTINCT shard, order_id, communication_id FROM placed WHERE is_blocked) w
    WHERE c.shard = w.shard AND c.order_id = w.order_id AND c.id = w.communication_id
        AND c.status IN ('pending', 'sending')
), put_off AS (
    UPDATE delivery d
    SET status = 'pending', reason = 'rate_limited', claimed_by = NULL,
        next_attempt_at = now() + make_interval(secs => least($11, CASE
            WHEN p.has_turn THEN (p.place - p.allowed) / p.rate
            ELSE p.busy + (p.place - greatest(p.allowed, p.turns)) / p.rate
        END))
    FROM placed p
    WHERE d.shard = p.shard AND d.communication_id = p.communication_id AND d.channel = p.channel
        AND d.recipient = p.recipient AND NOT p.is_blocked AND p.place > p.allowed
), told_later AS (
    -- Of a worker that died: nothing of it is on its way.
    UPDATE communication c SET status = 'pending', reason = 'ready', detail = $12
    FROM (SELECT DISTINCT shard, order_id, communication_id FROM placed
        WHERE NOT is_blocked AND place > allowed AND status = 'sending') w
    WHERE c.shard = w.shard AND c.order_id = w.order_id AND c.id = w.communication_id AND c.status = 'sending'
        AND NOT EXISTS (
            SELECT FROM delivery e
            WHERE e.shard = w.shard AND e.communication_id = w.communication_id AND e.status = 'sending'
                AND e.next_attempt_at > now())
), claimed AS (
    UPDATE delivery d
    SET status = 'sending', reason = 'sending', claimed_by = $1, attempts = d.attempts + 1,
        next_attempt_at = now() + make_interval(secs => $3)
    FROM placed p
    WHERE d.shard = p.shard AND d.communication_id = p.communication_id AND d.channel = p.channel
        AND d.recipient = p.recipient AND NOT p.is_blocked AND coalesce(p.place <= p.allowed, true)
    RETURNING d.shard, d.order_id, d.communication_id, d.channel, d.recipient, d.attempts, d.created_at
)
SELECT shard, order_id, communication_id, channel, recipient, attempts, created_at FROM claimed
UNION ALL
SELECT NULL, NULL, NULL, channel, NULL, count(*)::integer, NULL
FROM placed
WHERE NOT is_blocked AND place > allowed AND NOT has_turn
GROUP BY channel
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, (SELECT count(*)::integer FROM due), NULL
