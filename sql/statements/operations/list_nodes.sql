-- The nodes that were seen lately, with how many shards they hold.
SELECT n.name, n.started_at, n.seen_at,
    (SELECT count(*) FROM shard_lease l WHERE l.node = n.node AND l.expires_at > clock_timestamp())
FROM node n ORDER BY n.name, n.started_at
