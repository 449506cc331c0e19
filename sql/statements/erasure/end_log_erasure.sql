-- Closes the log again.
SELECT set_config('herald.erasure', 'off', true)
