-- Records that somebody sends a sample.
-- $1 text who
-- $2 text why
-- $3 text of what, and over which channel
INSERT INTO administrative_action (action, actor, reason, subject) VALUES ('sample_sent', $1, $2, $3)
