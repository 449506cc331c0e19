-- Opens a new generation of read models beside the live one: an empty table without indexes, and checkpoints at 0.
--
-- An unfinished one is thrown away first. The commit waits for the disk like any other, and everything that is filled later
-- stands behind it in the write-ahead log: no crash leaves rows, checkpoints or records of a table that is not there.
CREATE OR REPLACE FUNCTION create_generation() RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    v_generation integer;
BEGIN
    FOR v_generation IN SELECT generation FROM generation WHERE status IN ('building', 'failed') LOOP
        PERFORM drop_generation(v_generation);
    END LOOP;
    SELECT max(generation) + 1 INTO v_generation FROM generation;
    INSERT INTO generation (generation, status) VALUES (v_generation, 'building');
    INSERT INTO checkpoint (shard, generation) SELECT shard, v_generation FROM shard_lease;
    -- Pages are filled to the brim, since most orders of a log are finished and never change again. Until it is complete,
    -- the table has nothing to be vacuumed, and statistics of a part of it would serve nobody.
    EXECUTE format(
        'CREATE TABLE order_state_g%1$s (LIKE order_state INCLUDING STORAGE INCLUDING COMPRESSION,'
        ' CHECK (generation = %1$s)) WITH (fillfactor = 100, autovacuum_enabled = off)', v_generation);
    -- How large a sample its statistics come from, which LIKE leaves out.
    EXECUTE format('ALTER TABLE order_state_g%s ', v_generation) || (
        SELECT string_agg(format('ALTER COLUMN %I SET STATISTICS %s', attname, coalesce(attstattarget, -1)), ', ')
        FROM pg_attribute WHERE attrelid = 'order_state'::regclass AND attnum > 0 AND NOT attisdropped);
    RETURN v_generation;
END
$$;
