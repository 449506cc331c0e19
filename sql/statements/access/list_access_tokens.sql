-- All access tokens, oldest first.
SELECT id, name, role, hash, created_at, revoked_at, last_used_at FROM access_token ORDER BY id
