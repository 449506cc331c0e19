-- What operators did about orders as a whole: retried, skipped and assigned messages, with who and why.
--
-- `skipped_message` and `message_assignment` hold what the fold obeys; this is the record for people.
CREATE TABLE order_action (
    shard smallint NOT NULL,
    order_id text NOT NULL,
    -- clock_timestamp(): two actions of one transaction are two rows.
    acted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    action text NOT NULL CHECK (action IN ('retry', 'skip', 'assign')),
    -- The message that was skipped or assigned.
    position bigint,
    actor text NOT NULL CHECK (actor <> ''),
    reason text NOT NULL CHECK (reason <> ''),
    -- What came of it: folded, parked.
    outcome text NOT NULL,
    PRIMARY KEY (shard, order_id, acted_at)
);
