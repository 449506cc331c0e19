-- Gives a filled generation its key, and the indexes of lists and of searches by id and e-mail: all in one transaction, so
-- that where the key is the others are, and nothing is done.
CREATE OR REPLACE FUNCTION index_generation_keys(p_generation integer) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF to_regclass(format('order_state_g%s_pkey', p_generation)) IS NOT NULL THEN
        RETURN;
    END IF;
    -- Only an index as yet: a key would lock out whoever builds the other indexes meanwhile.
    EXECUTE format(
        'CREATE UNIQUE INDEX order_state_g%1$s_pkey ON order_state_g%1$s (shard, generation, order_id, sales_channel)',
        p_generation);
    EXECUTE format('CREATE INDEX ON order_state_g%s (ordered_at, order_id, sales_channel)', p_generation);
    EXECUTE format('CREATE INDEX ON order_state_g%s (email) WHERE email IS NOT NULL', p_generation);
    EXECUTE format(
        $index$CREATE INDEX order_state_g%1$s_upper_idx ON order_state_g%1$s
            (upper(translate(order_id, U&' \0009\00A0-\2010\2011\2012\2013\2014\2015', '') COLLATE "C"))$index$,
        p_generation);
    -- An index over an expression would ask for a larger sample than the table's columns.
    EXECUTE format('ALTER INDEX order_state_g%s_upper_idx ALTER COLUMN 1 SET STATISTICS 20', p_generation);
END
$$;
