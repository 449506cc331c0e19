-- Records what an action on many dead letters came to.
-- $1 bigint id
-- $2 integer deliveries
-- $3 integer communications
-- $4 integer left over
UPDATE dead_letter_action SET deliveries = $2, communications = $3, remaining = $4 WHERE id = $1
