-- The token that opened a session of the console, while that lasts.
-- $1 bytea SHA-256 of the session's text
SELECT token_hash FROM console_session WHERE hash = $1 AND expires_at > now()
