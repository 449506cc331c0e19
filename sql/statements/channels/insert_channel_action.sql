-- Records who paused or resumed a channel or endpoint, and why.
-- $1 text channel
-- $2 text endpoint
-- $3 text action
-- $4 text actor
-- $5 text reason
-- $6 text the state that it ended
INSERT INTO channel_action (channel, endpoint, action, actor, reason, former_state) VALUES ($1, $2, $3, $4, $5, $6)
