-- Records an action on many dead letters before it is done; nothing comes back where the key was used before.
-- $1 text action
-- $2 text filter as JSON
-- $3 text actor
-- $4 text reason
-- $5 text idempotency key
-- $6 bytea digest of the request
INSERT INTO dead_letter_action (action, filter, actor, reason, idempotency_key, request_digest)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (idempotency_key) DO NOTHING
RETURNING id
