-- Records an action on many dead letters before it is done; nothing comes back where the key was used before.
-- $1 text action
-- $2 text filter as JSON
-- $3 text actor
-- $4 text reason
-- $5 text idempotency key
INSERT INTO dead_letter_action (action, filter, actor, reason, idempotency_key)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (idempotency_key) DO NOTHING
RETURNING id
