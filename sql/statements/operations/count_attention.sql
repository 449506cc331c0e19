-- How many deliveries wait for a person because they failed, and how many holds are past their deadline.
SELECT (SELECT count(*) FROM delivery WHERE status = 'failed'),
    (SELECT count(*) FROM communication WHERE status = 'held' AND due_at <= now())
