-- How far the projection of every shard is: newest position of the log, checkpoint, receipt of the first message behind
-- it, and who works on it until when.
SELECT p.shard, p.position, coalesce(c.position, 0),
    (SELECT m.received_at FROM message m WHERE m.shard = p.shard AND m.position = coalesce(c.position, 0) + 1),
    n.name, l.epoch, l.expires_at
FROM shard_position p
LEFT JOIN checkpoint c ON c.shard = p.shard AND c.is_live
LEFT JOIN shard_lease l ON l.shard = p.shard
LEFT JOIN node n ON n.node = l.node
ORDER BY p.shard
