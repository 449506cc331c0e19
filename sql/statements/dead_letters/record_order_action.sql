-- Records what an operator did about an order.
-- $1 smallint shard
-- $2 text order id
-- $3 text action
-- $4 bigint position, or null
-- $5 text who
-- $6 text why
-- $7 text what came of it
INSERT INTO order_action (shard, order_id, action, position, actor, reason, outcome) VALUES ($1, $2, $3, $4, $5, $6, $7)
