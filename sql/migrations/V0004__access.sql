-- Bearer tokens of the API. The text of a token is nowhere but with its bearer.
CREATE TABLE access_token (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Who it was given to; stands in the records of what was done with it.
    name text NOT NULL CHECK (name <> ''),
    role text NOT NULL CHECK (role IN ('ingest', 'viewer', 'agent', 'operator')),
    -- SHA-256 of the token.
    hash bytea NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
    created_at timestamptz NOT NULL DEFAULT now(),
    revoked_at timestamptz,
    -- To the minute.
    last_used_at timestamptz
) WITH (fillfactor = 50);

-- The list of deliveries, newest first.
CREATE INDEX delivery_created_at ON delivery (created_at, communication_id);
