-- The payload as jsonb, null where PostgreSQL cannot represent it: \u0000, a lone surrogate, a number out of range,
-- deeper nesting than its stack.
-- Not parallel safe: an exception block is a subtransaction.
CREATE OR REPLACE FUNCTION event_log_json(payload bytea) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL UNSAFE AS $$
BEGIN
    IF substring(payload FROM 1 FOR 3) = '\xefbbbf' THEN
        payload := substring(payload FROM 4);
    END IF;
    RETURN convert_from(payload, 'UTF8')::jsonb;
EXCEPTION WHEN OTHERS THEN
    RETURN NULL;
END $$;
