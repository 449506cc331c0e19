-- Records that a message is to be skipped, in this fold and all later ones; the first to say so is remembered.
-- $1 smallint shard
-- $2 bigint position
-- $3 text who
-- $4 text why
INSERT INTO skipped_message (shard, position, skipped_by, reason) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING
