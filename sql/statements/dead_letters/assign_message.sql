-- Records which sales channel a message belongs to, for this fold and all later ones.
-- $1 smallint shard
-- $2 bigint position
-- $3 text sales channel
-- $4 text who
-- $5 text why
INSERT INTO message_assignment (shard, position, sales_channel, assigned_by, reason) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT DO NOTHING
