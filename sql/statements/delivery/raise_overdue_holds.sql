-- Notes that holds past their deadline were raised, once each.
-- $1 integer how many
WITH overdue AS (
    SELECT shard, order_id, id
    FROM communication
    WHERE status = 'held' AND due_at <= now() AND raised_at IS NULL
    ORDER BY due_at
    LIMIT $1
    FOR UPDATE SKIP LOCKED
)
UPDATE communication c SET raised_at = now()
FROM overdue o
WHERE c.shard = o.shard AND c.order_id = o.order_id AND c.id = o.id
RETURNING c.id, c.kind, c.reason
