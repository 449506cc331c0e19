-- Starts a session of the console, and removes those that have run out.
-- $1 bytea SHA-256 of the session's text
-- $2 bytea SHA-256 of the token
-- $3 bigint how long it lasts, in seconds
WITH ended AS (
    DELETE FROM console_session WHERE expires_at <= now()
)
INSERT INTO console_session (hash, token_hash, expires_at) VALUES ($1, $2, now() + $3 * interval '1 second')
