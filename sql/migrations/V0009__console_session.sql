-- Sessions of the console: a browser that has shown a token once. The text of a session is nowhere but in its cookie.
CREATE TABLE console_session (
    -- SHA-256 of the session's text.
    hash bytea PRIMARY KEY CHECK (octet_length(hash) = 32),
    -- SHA-256 of the token that opened it: a session ends with its token, wherever that one is kept.
    token_hash bytea NOT NULL CHECK (octet_length(token_hash) = 32),
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL
);

-- Whoever signs in removes what has run out.
CREATE INDEX console_session_expires_at ON console_session (expires_at);
