-- The event log: every message as it came, in one gapless order per shard.

-- What this database was made for; read at start, never changed by the program.
CREATE TABLE setting (
    name text PRIMARY KEY,
    value text NOT NULL
);

INSERT INTO setting (name, value) VALUES ('shards', current_setting('herald.shards')::smallint::text);

CREATE FUNCTION refuse_setting_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'setting "%" is pinned: positions in the event log depend on it', OLD.name
        USING ERRCODE = 'restrict_violation',
        HINT = 'Export the messages, and import them into a database created with the other number of shards.';
END $$;

CREATE TRIGGER setting_is_pinned BEFORE UPDATE OR DELETE ON setting
    FOR EACH ROW WHEN (OLD.name = 'shards') EXECUTE FUNCTION refuse_setting_change();

-- The newest position of every shard. Its row is locked by whoever appends to the shard, until the commit: therefore
-- positions have no gaps and become visible in their order.
-- One page, rewritten at every append: room for updates in place.
CREATE TABLE shard_position (
    shard smallint PRIMARY KEY,
    position bigint NOT NULL DEFAULT 0 CHECK (position >= 0)
) WITH (
    fillfactor = 50,
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0
);

INSERT INTO shard_position (shard)
SELECT shard FROM generate_series(0, current_setting('herald.shards')::integer - 1) AS shard ORDER BY shard;

-- Every erasure of personal data from the log.
CREATE TABLE erasure (
    erasure_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    erased_at timestamptz NOT NULL DEFAULT now(),
    -- Who asked for it, and on what ground.
    who text NOT NULL CHECK (who <> ''),
    why text NOT NULL CHECK (why <> ''),
    -- What was erased, in words and keys that are no personal data themselves.
    what text NOT NULL CHECK (what <> ''),
    transaction_id bigint NOT NULL DEFAULT txid_current()
);

CREATE INDEX erasure_transaction ON erasure (transaction_id);

-- Fixed widths first, so that nothing is lost to alignment.
CREATE TABLE message (
    position bigint NOT NULL CHECK (position > 0),
    received_at timestamptz NOT NULL,
    -- The erasure that removed personal data from the payload, which then no longer has its digest.
    erasure_id bigint,
    shard smallint NOT NULL,
    is_historical boolean NOT NULL,
    -- First half of SHA-256 over JSON-RPC id, method and params.
    digest bytea NOT NULL CHECK (octet_length(digest) = 16),
    method text NOT NULL,
    sales_channel text,
    order_id text,
    -- The JSON-RPC id as people read it.
    message_id text,
    -- The bytes as they came.
    payload bytea NOT NULL,
    PRIMARY KEY (shard, position),
    CONSTRAINT message_digest UNIQUE (shard, digest)
) WITH (
    -- Rows are never updated: freeze them when they are vacuumed for the first time, and do that in small steps.
    autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_vacuum_insert_threshold = 50000,
    autovacuum_freeze_min_age = 0,
    autovacuum_analyze_scale_factor = 0.02, autovacuum_analyze_threshold = 10000
);

-- Payloads stay in the row as long as a page can hold it, compressed above 2 kB: reading in order is then one scan
-- of one table.
ALTER TABLE message ALTER COLUMN payload SET STORAGE MAIN;

DO $$
BEGIN
    ALTER TABLE message ALTER COLUMN payload SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported OR invalid_parameter_value THEN
    RAISE NOTICE 'this server is built without lz4: payloads are compressed with pglz';
END $$;

CREATE INDEX message_order ON message (shard, order_id, position) WHERE order_id IS NOT NULL;

-- The log is immutable. A statement-level trigger costs an INSERT nothing.
CREATE FUNCTION refuse_message_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND current_setting('herald.erasure', true) = 'on'
        AND EXISTS (SELECT FROM erasure WHERE transaction_id = txid_current())
    THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'the event log is immutable: % of messages is refused', TG_OP
        USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME, SCHEMA = TG_TABLE_SCHEMA,
        HINT = 'Personal data is erased with "herald erase", which leaves a record and no hole.';
END $$;

CREATE TRIGGER message_is_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON message
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_message_change();

-- An erasure may blank what a message says, not where it stands.
CREATE FUNCTION check_message_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.shard, NEW.position, NEW.digest, NEW.received_at, NEW.is_historical, NEW.method)
        IS DISTINCT FROM (OLD.shard, OLD.position, OLD.digest, OLD.received_at, OLD.is_historical, OLD.method)
        OR NEW.erasure_id IS NULL
        OR NOT EXISTS (
            SELECT FROM erasure WHERE erasure_id = NEW.erasure_id AND transaction_id = txid_current())
    THEN
        RAISE EXCEPTION 'an erasure keeps shard, position, digest, times and method of a message, and names itself'
            USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME, SCHEMA = TG_TABLE_SCHEMA;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER message_erasure_is_recorded BEFORE UPDATE ON message
    FOR EACH ROW EXECUTE FUNCTION check_message_erasure();

-- The newest inputs that were refused, for an operator to look at. Without content, since that is personal data; an
-- excerpt only where it is configured.
CREATE TABLE rejected_input (
    rejected_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    rejected_at timestamptz NOT NULL,
    -- parse_error, invalid_request, too_large, bad_signature, …
    kind text NOT NULL,
    -- What is wrong with it, without its content.
    reason text NOT NULL,
    -- Where it came from: loopback, private, public, import.
    origin text NOT NULL,
    size bigint NOT NULL,
    -- First half of SHA-256 over the input.
    digest bytea NOT NULL,
    -- Where in the input the error was noticed, in bytes.
    error_offset bigint,
    excerpt bytea CHECK (octet_length(excerpt) <= 256)
) WITH (autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_threshold = 1000);

-- How far files have been imported.
CREATE TABLE import_progress (
    -- Digest of name, size, time of modification and first bytes.
    source bytea PRIMARY KEY,
    name text NOT NULL,
    size bigint NOT NULL,
    -- Everything before this byte (of the uncompressed text) and line has been appended.
    byte_offset bigint NOT NULL,
    line bigint NOT NULL,
    appended bigint NOT NULL,
    duplicates bigint NOT NULL,
    rejected bigint NOT NULL,
    is_finished boolean NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 50);
