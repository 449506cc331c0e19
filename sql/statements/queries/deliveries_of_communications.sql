-- The deliveries of communications.
-- $1 smallint[] shards
-- $2 uuid[] communications
SELECT d.communication_id, d.channel, d.recipient, d.status, d.reason, d.attempts, d.next_attempt_at, d.created_at,
    d.finished_at
FROM unnest($1::smallint[], $2::uuid[]) AS k (shard, id)
JOIN delivery d ON d.shard = k.shard AND d.communication_id = k.id
ORDER BY d.communication_id, d.channel, d.recipient
