-- Limits the waits for locks of this session, and returns the limit before.
-- $1 text limit
WITH before AS MATERIALIZED (SELECT current_setting('lock_timeout') AS value)
SELECT before.value, set_config('lock_timeout', $1, false) FROM before
