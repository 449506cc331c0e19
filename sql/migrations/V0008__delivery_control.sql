-- Circuit breakers of delivery channels, and what operators do about channels and dead letters as a whole.

-- Whether anything goes over a channel, or to one endpoint of it. Small: a row for each that ever failed or was paused.
CREATE TABLE channel_breaker (
    channel text NOT NULL,
    -- An endpoint of the channel; empty: the channel as a whole.
    endpoint text NOT NULL,
    state text NOT NULL CHECK (state IN ('closed', 'open', 'half_open', 'paused', 'gone')),
    -- When it was closed, paused, or ceased to work.
    since timestamptz NOT NULL,
    -- The class of the last failure, and what was said.
    reason text,
    detail text,
    -- Failures one after the other, each of another communication than the one before.
    failures integer NOT NULL DEFAULT 0,
    last_failed uuid,
    -- Openings one after the other: each wait is longer than the one before.
    openings integer NOT NULL DEFAULT 0,
    -- When the next delivery tries whether it works again; of one under way: when it is given up.
    next_probe_at timestamptz,
    -- Who paused or resumed it last, and why; null: nobody did.
    changed_by text,
    change_reason text,
    -- It was closed, and deliveries that waited for that are made due.
    is_releasing boolean NOT NULL DEFAULT false,
    PRIMARY KEY (channel, endpoint),
    CHECK ((state IN ('open', 'half_open')) = (next_probe_at IS NOT NULL))
) WITH (fillfactor = 50);

-- Who paused or resumed what, when and why.
CREATE TABLE channel_action (
    channel text NOT NULL,
    endpoint text NOT NULL,
    acted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    action text NOT NULL CHECK (action IN ('pause', 'resume')),
    actor text NOT NULL CHECK (actor <> ''),
    reason text NOT NULL CHECK (reason <> ''),
    -- The state that it ended.
    former_state text NOT NULL,
    PRIMARY KEY (channel, endpoint, acted_at)
);

-- What was done about many dead letters at once. What it did to each communication stands in `communication_action`.
CREATE TABLE dead_letter_action (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    acted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    action text NOT NULL CHECK (action IN ('retry', 'dismiss')),
    -- Which dead letters, as JSON.
    filter text NOT NULL,
    actor text NOT NULL CHECK (actor <> ''),
    reason text NOT NULL CHECK (reason <> ''),
    -- Repeating a request with the same key repeats the answer, not the action.
    idempotency_key text UNIQUE,
    -- Deliveries changed, communications they belong to, and deliveries that matched and were left for the next request.
    deliveries integer NOT NULL DEFAULT 0,
    communications integer NOT NULL DEFAULT 0,
    remaining integer NOT NULL DEFAULT 0
);

-- Deliveries that wait for their channel, oldest first.
CREATE INDEX delivery_waiting ON delivery (channel, created_at) WHERE status = 'pending' AND reason = 'channel_paused';
-- Dead letters, oldest first.
CREATE INDEX delivery_failed ON delivery (finished_at, communication_id) WHERE status = 'failed';

-- What was dismissed or overtaken as a whole is no dead letter any more.
UPDATE delivery d SET status = 'cancelled', reason = c.reason
FROM communication c
WHERE d.status = 'failed' AND c.shard = d.shard AND c.order_id = d.order_id AND c.id = d.communication_id
    AND c.status = 'suppressed';
