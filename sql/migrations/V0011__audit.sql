-- What is needed for one record of everything people did (view audit_log).

-- What was done about the installation as a whole, and stands in no other table: tokens made and revoked, generations switched.
CREATE TABLE administrative_action (
    action_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    acted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    action text NOT NULL CHECK (action IN ('token_created', 'token_revoked', 'generation_switched')),
    actor text NOT NULL CHECK (actor <> ''),
    reason text NOT NULL CHECK (reason <> ''),
    -- What it was done to, in words.
    subject text NOT NULL CHECK (subject <> '')
);
CREATE INDEX administrative_action_acted_at ON administrative_action (acted_at);
CREATE INDEX communication_action_acted_at ON communication_action (acted_at);
CREATE INDEX order_action_acted_at ON order_action (acted_at);
CREATE INDEX erasure_erased_at ON erasure (erased_at);

-- SHA-256 of what a request with an idempotency key asked for: the same key with another wish is no repetition. Null for rows
-- written before, and for requests of the command line.
ALTER TABLE communication_action ADD COLUMN request_digest bytea CHECK (octet_length(request_digest) = 32);

-- It is told now who switches.
DROP FUNCTION IF EXISTS switch_generation(integer, text);
