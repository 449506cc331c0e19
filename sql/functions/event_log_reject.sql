-- Records inputs that were refused, and forgets the oldest beyond the newest `kept`.
CREATE OR REPLACE FUNCTION event_log_reject(
    kept bigint, rejected_at timestamptz[], kinds text[], reasons text[], origins text[], sizes bigint[],
    digests bytea[], error_offsets bigint[], excerpts bytea[]
) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
    newest bigint;
BEGIN
    WITH inserted AS (
        INSERT INTO rejected_input (rejected_at, kind, reason, origin, size, digest, error_offset, excerpt)
        SELECT * FROM unnest(rejected_at, kinds, reasons, origins, sizes, digests, error_offsets, excerpts)
        RETURNING rejected_id
    )
    SELECT max(rejected_id) INTO newest FROM inserted;
    DELETE FROM rejected_input WHERE rejected_id <= newest - kept;
END $$;
