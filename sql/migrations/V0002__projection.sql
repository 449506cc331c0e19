-- Read models, in generations: one serves while another is rebuilt.
CREATE TABLE generation (
    generation integer PRIMARY KEY,
    status text NOT NULL CHECK (status IN ('building', 'live', 'previous', 'failed')),
    created_at timestamptz NOT NULL DEFAULT now(),
    switched_at timestamptz,
    -- What a rebuild measured and found: rows, rate, differences.
    report text
);
CREATE UNIQUE INDEX generation_live ON generation (status) WHERE status = 'live';

-- How far each generation has come, committed together with what it wrote.
CREATE TABLE checkpoint (
    shard smallint NOT NULL,
    generation integer NOT NULL,
    position bigint NOT NULL DEFAULT 0,
    -- Whether workers advance it. Here and not only in `generation`, so that locking the row settles the question.
    is_live boolean NOT NULL DEFAULT false,
    PRIMARY KEY (shard, generation)
) WITH (fillfactor = 50);
CREATE UNIQUE INDEX checkpoint_live ON checkpoint (shard) WHERE is_live;

-- Which node works on a shard. The epoch grows with every change of hands; a worker with an old one can write nothing.
CREATE TABLE shard_lease (
    shard smallint PRIMARY KEY,
    node uuid,
    epoch bigint NOT NULL DEFAULT 0,
    expires_at timestamptz NOT NULL DEFAULT '-infinity'
) WITH (fillfactor = 50);

-- Which nodes live, so that shards are shared out fairly.
CREATE TABLE node (
    node uuid PRIMARY KEY,
    name text NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(),
    seen_at timestamptz NOT NULL DEFAULT now()
);

-- The read model: everything known of an order in one row. SQL users read the views lines, shipments, returns, refunds.
CREATE TABLE order_state (
    shard smallint NOT NULL,
    generation integer NOT NULL,
    order_id text NOT NULL,
    sales_channel text NOT NULL,
    -- The newest message of this order, by position.
    position bigint NOT NULL,
    is_placed boolean NOT NULL,
    is_test boolean NOT NULL,
    status text,
    status_reason text,
    -- When the customer ordered; -infinity while unknown, so that lists have an order.
    ordered_at timestamptz NOT NULL,
    -- Lower case; the address that communications of the order go to.
    email text,
    -- The whole state as JSON (OrderState.writeDocument).
    document text COMPRESSION lz4 NOT NULL,
    PRIMARY KEY (shard, generation, order_id, sales_channel)
) PARTITION BY LIST (generation);
CREATE INDEX order_state_ordered_at ON order_state (ordered_at, order_id, sales_channel);
CREATE INDEX order_state_email ON order_state (email) WHERE email IS NOT NULL;
CREATE INDEX order_state_order_id ON order_state (order_id);

-- Messages that name no sales channel and wait until an order with their id is known.
CREATE TABLE waiting_message (
    shard smallint NOT NULL,
    generation integer NOT NULL,
    order_id text NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (shard, generation, order_id, position)
);

-- Messages that name no sales channel while two orders own their id: an operator must say which.
CREATE TABLE set_aside_message (
    shard smallint NOT NULL,
    generation integer NOT NULL,
    position bigint NOT NULL,
    order_id text NOT NULL,
    PRIMARY KEY (shard, generation, position)
);

-- Orders of which a message could not be folded; later ones wait behind it, everything else goes on.
CREATE TABLE parked_order (
    shard smallint NOT NULL,
    generation integer NOT NULL,
    order_id text NOT NULL,
    -- The message that could not be folded.
    position bigint NOT NULL,
    error text NOT NULL,
    attempts integer NOT NULL DEFAULT 1,
    parked_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (shard, generation, order_id)
);

-- What operators decided about single messages. They outlive every rebuild.
CREATE TABLE skipped_message (
    shard smallint NOT NULL,
    position bigint NOT NULL,
    skipped_by text NOT NULL,
    reason text NOT NULL,
    skipped_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (shard, position)
);
CREATE TABLE message_assignment (
    shard smallint NOT NULL,
    position bigint NOT NULL,
    sales_channel text NOT NULL,
    assigned_by text NOT NULL,
    reason text NOT NULL,
    assigned_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (shard, position)
);

INSERT INTO generation (generation, status, switched_at) VALUES (1, 'live', now());
CREATE TABLE order_state_g1 PARTITION OF order_state FOR VALUES IN (1)
    WITH (fillfactor = 70, toast_tuple_target = 8160);
INSERT INTO checkpoint (shard, generation, is_live)
    SELECT shard, 1, true FROM generate_series(0, current_setting('herald.shards')::integer - 1) AS shard;
INSERT INTO shard_lease (shard)
    SELECT shard FROM generate_series(0, current_setting('herald.shards')::integer - 1) AS shard;
