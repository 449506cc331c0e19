-- Records an erasure and opens the log for it until the transaction ends.
-- $1 text who
-- $2 text why
-- $3 text what
INSERT INTO erasure (who, why, what) VALUES ($1, $2, $3) RETURNING erasure_id, set_config('herald.erasure', 'on', true)
