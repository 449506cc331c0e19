-- What people did, newest first. A null bind does not filter.
-- $1 text action
-- $2 text actor
-- $3 text order id
-- $4 uuid communication
-- $5 timestamptz at or after
-- $6 timestamptz before
-- $7 timestamptz after this one: acted at
-- $8 text after this one: action id
-- $9 integer how many
SELECT acted_at, action_id, action, actor, reason, subject, shard, order_id, communication_id, position, outcome
FROM audit_log
WHERE ($1 IS NULL OR action = $1)
    AND ($2 IS NULL OR actor = $2)
    AND ($3 IS NULL OR order_id = $3)
    AND ($4 IS NULL OR communication_id = $4)
    AND ($5 IS NULL OR acted_at >= $5)
    AND ($6 IS NULL OR acted_at < $6)
    AND ($7 IS NULL OR acted_at < $7 OR (acted_at = $7 AND action_id < $8))
ORDER BY acted_at DESC, action_id DESC
LIMIT $9
