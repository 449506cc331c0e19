-- Makes a filled and indexed generation part of the read model, all at once; does nothing where it is one.
CREATE OR REPLACE FUNCTION attach_generation(p_generation integer) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    -- Asked before it is locked: readers of the read model would wait for the lock on a part of it. Nobody else attaches, since
    -- whoever rebuilds is alone, and has waited for those before (adopt_generation).
    IF EXISTS (SELECT FROM pg_inherits WHERE inhrelid = to_regclass(format('order_state_g%s', p_generation))) THEN
        RETURN;
    END IF;
    EXECUTE format(
        'ALTER TABLE order_state_g%1$s ADD PRIMARY KEY USING INDEX order_state_g%1$s_pkey', p_generation);
    -- From now on orders change: what is written anew leaves room beside it.
    EXECUTE format(
        'ALTER TABLE order_state_g%1$s SET (fillfactor = 70), RESET (autovacuum_enabled)', p_generation);
    -- The check makes the attachment instant: no row is read.
    EXECUTE format('ALTER TABLE order_state ATTACH PARTITION order_state_g%1$s FOR VALUES IN (%1$s)', p_generation);
    EXECUTE format('ANALYZE order_state_g%s', p_generation);
END
$$;
