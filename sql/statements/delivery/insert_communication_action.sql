-- Records what somebody did about a communication.
-- $1 smallint shard
-- $2 uuid communication
-- $3 text action
-- $4 text actor
-- $5 text reason
-- $6 text idempotency key
-- $7 uuid the communication that it made
-- $8 bytea SHA-256 of what was asked for
INSERT INTO communication_action (shard, communication_id, acted_at, action, actor, reason, idempotency_key, result_id,
    request_digest)
VALUES ($1, $2, clock_timestamp(), $3, $4, $5, $6, $7, $8)
