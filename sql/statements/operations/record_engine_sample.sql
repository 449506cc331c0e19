-- Records how far log and read models are, once a minute however many nodes do it, and forgets what is older than a day.
-- $1 timestamptz when that was seen
-- $2 bigint all messages of the log
-- $3 bigint all messages that are folded
WITH forgotten AS (
    -- By the server's clock: a node that is ahead must not make all forget.
    DELETE FROM engine_sample WHERE at < now() - interval '1 day'
)
INSERT INTO engine_sample (at, taken, folded) VALUES (date_trunc('minute', $1), $2, $3) ON CONFLICT (at) DO NOTHING
