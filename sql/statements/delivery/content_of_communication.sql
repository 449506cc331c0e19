-- One stored part of a communication.
-- $1 smallint shard
-- $2 uuid communication
-- $3 text part
SELECT content FROM communication_content WHERE shard = $1 AND communication_id = $2 AND part = $3
