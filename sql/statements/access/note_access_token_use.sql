-- Notes that access tokens are in use, to the minute.
-- $1 bigint[] ids
UPDATE access_token SET last_used_at = now()
WHERE id = ANY($1) AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')
