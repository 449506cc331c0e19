-- Whether anything is due: what an idle worker asks. Deliveries; delegated communications and holds past their time;
-- breakers that want a probe, and closed ones for which deliveries still wait.
SELECT
    -- The first along the index, whatever share of all deliveries the planner believes to be due.
    coalesce((SELECT min(next_attempt_at) FROM delivery WHERE status IN ('pending', 'sending')) <= now(), false),
    EXISTS (SELECT FROM communication WHERE status = 'delegated' AND due_at <= now()),
    EXISTS (SELECT FROM communication WHERE status = 'held' AND due_at <= now() AND raised_at IS NULL
        AND coalesce(notice_claimed_until <= now(), true)),
    EXISTS (SELECT FROM channel_breaker
        WHERE next_probe_at <= now() OR is_releasing AND state = 'closed')
