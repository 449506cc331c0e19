-- Dead letters of deliveries in groups, the largest first. A null bind does not filter.
-- $1 text kind
-- $2 text delivery channel
-- $3 text error class
-- $4 timestamptz failed at or after
-- $5 timestamptz failed before
-- $6 text[] what is told apart: kind, channel, error_class, age
-- $7 integer how many groups
SELECT CASE WHEN 'kind' = ANY ($6::text[]) THEN c.kind END,
    CASE WHEN 'channel' = ANY ($6::text[]) THEN d.channel END,
    CASE WHEN 'error_class' = ANY ($6::text[]) THEN d.reason END,
    CASE WHEN 'age' = ANY ($6::text[]) THEN CASE
        WHEN d.finished_at > now() - interval '1 hour' THEN 'hour'
        WHEN d.finished_at > now() - interval '1 day' THEN 'day'
        WHEN d.finished_at > now() - interval '7 days' THEN 'week'
        ELSE 'older'
    END END,
    count(*), count(DISTINCT d.communication_id), min(d.finished_at), max(d.finished_at)
FROM delivery d
JOIN communication c ON c.shard = d.shard AND c.order_id = d.order_id AND c.id = d.communication_id
WHERE d.status = 'failed'
    AND ($1 IS NULL OR c.kind = $1)
    AND ($2 IS NULL OR d.channel = $2)
    AND ($3 IS NULL OR d.reason = $3)
    AND ($4 IS NULL OR d.finished_at >= $4)
    AND ($5 IS NULL OR d.finished_at < $5)
GROUP BY 1, 2, 3, 4
ORDER BY count(*) DESC, 1, 2, 3, 4
LIMIT $7
