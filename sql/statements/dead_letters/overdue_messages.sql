-- The messages of the live generation that have waited for their order for longer than they should.
-- $1 double precision how long, in seconds
-- $2 integer how many
SELECT w.shard, w.order_id, w.position, m.method, m.message_id, m.received_at, '{}'::text[]
FROM waiting_message w
JOIN generation g ON g.generation = w.generation AND g.status = 'live'
JOIN message m ON m.shard = w.shard AND m.position = w.position
WHERE m.received_at < now() - make_interval(secs => $1)
ORDER BY m.received_at, w.shard, w.position
LIMIT $2
