-- Makes an access token useless.
-- $1 bigint id
UPDATE access_token SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL
