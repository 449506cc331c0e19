-- Messages of the live generation that an operator must assign to a sales channel.
-- $1 smallint behind this one: shard
-- $2 bigint behind this one: position
-- $3 integer at most so many
SELECT s.shard, s.position, s.order_id, m.method, m.message_id, m.received_at
FROM set_aside_message s
JOIN message m ON m.shard = s.shard AND m.position = s.position
WHERE s.generation = (SELECT generation FROM generation WHERE status = 'live')
    AND ($1 IS NULL OR (s.shard, s.position) > ($1, $2))
ORDER BY s.shard, s.position
LIMIT $3
