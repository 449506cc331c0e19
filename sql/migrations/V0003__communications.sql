-- The decisions to tell somebody something. Not a projection: no rebuild deletes or repeats them.
CREATE TABLE communication (
    shard smallint NOT NULL,
    order_id text NOT NULL,
    -- UUIDv5 of the key: the same whatever is replayed, retried or run twice.
    id uuid NOT NULL,
    key text NOT NULL,
    kind text NOT NULL,
    audience text NOT NULL CHECK (audience IN ('customer', 'customer_service')),
    sales_channel text NOT NULL,
    refund_id text,
    return_id text,
    shipment_id text,
    lines integer[] NOT NULL,
    occurrence integer,
    refund_type text,
    refund_type_source text,
    return_link_source text,
    status text NOT NULL CHECK (status IN
        ('held', 'pending', 'sending', 'sent', 'failed', 'suppressed', 'delegated', 'acknowledged')),
    reason text,
    detail text,
    -- The message whose transition it is about.
    position bigint NOT NULL,
    message_id text,
    occurred_at timestamptz NOT NULL,
    decided_at timestamptz NOT NULL,
    -- When a hold needs attention, or a delegated one becomes ours.
    due_at timestamptz,
    -- When a hold past its deadline was raised to customer service.
    raised_at timestamptz,
    locale text NOT NULL,
    recipient_name text,
    recipient_email text,
    recipient_phone text,
    -- Where the address was found: billing, shipment, shipping, any_address.
    recipient_source text,
    facts text COMPRESSION lz4 NOT NULL,
    -- A communication sent again on request names the one it repeats.
    resend_of uuid,
    PRIMARY KEY (shard, order_id, id),
    CHECK (status = 'sent' OR reason IS NOT NULL),
    -- Payment exceptions are for customer service alone, and have no place for a customer's address.
    CHECK ((kind IN ('payment_authorization_failed', 'payment_capture_failed')) = (audience = 'customer_service')),
    CHECK (audience = 'customer' OR (recipient_email IS NULL AND recipient_phone IS NULL))
) WITH (fillfactor = 85, toast_tuple_target = 8160);
CREATE INDEX communication_id ON communication (id);
CREATE INDEX communication_decided_at ON communication (decided_at, id);
CREATE INDEX communication_due ON communication (due_at) WHERE status IN ('held', 'delegated');

-- One communication over one channel to one recipient.
CREATE TABLE delivery (
    shard smallint NOT NULL,
    communication_id uuid NOT NULL,
    channel text NOT NULL,
    recipient text NOT NULL,
    order_id text NOT NULL,
    status text NOT NULL CHECK (status IN ('pending', 'sending', 'sent', 'failed', 'cancelled')),
    reason text,
    attempts integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz,
    claimed_by uuid,
    created_at timestamptz NOT NULL,
    finished_at timestamptz,
    PRIMARY KEY (shard, communication_id, channel, recipient)
) WITH (fillfactor = 70);
-- The work list: `sending` rows come back when their claim runs out.
CREATE INDEX delivery_due ON delivery (next_attempt_at) WHERE status IN ('pending', 'sending');

CREATE TABLE delivery_attempt (
    shard smallint NOT NULL,
    communication_id uuid NOT NULL,
    channel text NOT NULL,
    recipient text NOT NULL,
    attempt integer NOT NULL,
    started_at timestamptz NOT NULL,
    duration_ms integer,
    -- sent, temporary, permanent, ambiguous; null while it runs.
    outcome text,
    error_class text,
    response text,
    next_attempt_at timestamptz,
    PRIMARY KEY (shard, communication_id, channel, recipient, attempt)
);

-- What was sent, byte for byte.
CREATE TABLE communication_content (
    shard smallint NOT NULL,
    communication_id uuid NOT NULL,
    -- subject, text, html, eml, json
    part text NOT NULL,
    content bytea COMPRESSION lz4 NOT NULL,
    PRIMARY KEY (shard, communication_id, part)
);

-- What people did about communications: resend, acknowledge, dismiss, retry.
CREATE TABLE communication_action (
    shard smallint NOT NULL,
    communication_id uuid NOT NULL,
    acted_at timestamptz NOT NULL DEFAULT now(),
    action text NOT NULL,
    actor text NOT NULL,
    reason text NOT NULL,
    -- Repeating a request with the same key repeats the answer, not the action.
    idempotency_key text,
    -- The communication that the action made, where it made one.
    result_id uuid,
    PRIMARY KEY (shard, communication_id, acted_at, action)
);
CREATE UNIQUE INDEX communication_action_idempotency
    ON communication_action (shard, communication_id, idempotency_key) WHERE idempotency_key IS NOT NULL;

-- From which position of each shard on a kind is communicated; no row: always was.
CREATE TABLE kind_activation (
    shard smallint NOT NULL,
    kind text NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (shard, kind)
);
