-- Ends a session of the console.
-- $1 bytea SHA-256 of the session's text
DELETE FROM console_session WHERE hash = $1
