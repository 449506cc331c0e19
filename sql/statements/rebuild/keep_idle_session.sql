-- Lets this session be idle as long as it likes, whatever the server ends others for.
SELECT set_config('idle_session_timeout', '0', false) FROM pg_settings WHERE name = 'idle_session_timeout'
