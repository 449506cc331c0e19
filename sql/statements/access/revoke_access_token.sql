-- Makes an access token useless and records who did.
-- $1 bigint id
-- $2 text who revokes it
-- $3 text why
WITH revoked AS (
    UPDATE access_token SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL RETURNING id, name, role
)
INSERT INTO administrative_action (action, actor, reason, subject)
SELECT 'token_revoked', $2, $3, 'token ' || id || ' of ' || name || ' (' || role || ')' FROM revoked
