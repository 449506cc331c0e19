-- Gives a filled generation its keys and indexes and makes it part of the read model.
CREATE OR REPLACE FUNCTION attach_generation(p_generation integer) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'ALTER TABLE order_state_g%s ADD PRIMARY KEY (shard, generation, order_id, sales_channel)', p_generation);
    EXECUTE format('CREATE INDEX ON order_state_g%s (ordered_at, order_id, sales_channel)', p_generation);
    EXECUTE format('CREATE INDEX ON order_state_g%s (email) WHERE email IS NOT NULL', p_generation);
    EXECUTE format(
        $index$CREATE INDEX ON order_state_g%s
            (upper(translate(order_id, U&' \0009\00A0-\2010\2011\2012\2013\2014\2015', '') COLLATE "C"))$index$,
        p_generation);
    EXECUTE format(
        'CREATE INDEX ON order_state_g%s USING gin (search_terms) WITH (gin_pending_list_limit = 256)'
        ' WHERE search_terms IS NOT NULL', p_generation);
    -- The check makes the attachment instant: no row is read.
    EXECUTE format('ALTER TABLE order_state ATTACH PARTITION order_state_g%1$s FOR VALUES IN (%1$s)', p_generation);
    EXECUTE format('ANALYZE order_state_g%s', p_generation);
END
$$;
