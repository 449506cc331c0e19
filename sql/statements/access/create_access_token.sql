-- Makes an access token and records who did; its id.
-- $1 text name
-- $2 text role
-- $3 bytea SHA-256 of the token
-- $4 text who makes it
-- $5 text why
WITH made AS (
    INSERT INTO access_token (name, role, hash) VALUES ($1, $2, $3) RETURNING id, name, role
), recorded AS (
    INSERT INTO administrative_action (action, actor, reason, subject)
    SELECT 'token_created', $4, $5, 'token ' || id || ' of ' || name || ' (' || role || ')' FROM made
)
SELECT id FROM made
