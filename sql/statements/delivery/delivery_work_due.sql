-- Whether anything is due: what an idle worker asks.
SELECT
    EXISTS (SELECT FROM delivery WHERE status IN ('pending', 'sending') AND next_attempt_at <= now()),
    EXISTS (SELECT FROM communication WHERE status = 'delegated' AND due_at <= now()),
    EXISTS (SELECT FROM communication WHERE status = 'held' AND due_at <= now() AND raised_at IS NULL)
