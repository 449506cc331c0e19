-- Drops a generation that does not serve, with everything it holds.
CREATE OR REPLACE FUNCTION drop_generation(p_generation integer) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM generation WHERE generation = p_generation AND status = 'live') THEN
        RAISE EXCEPTION 'generation % serves; it cannot be dropped', p_generation;
    END IF;
    EXECUTE format('DROP TABLE IF EXISTS order_state_g%s', p_generation);
    DELETE FROM checkpoint WHERE generation = p_generation;
    DELETE FROM waiting_message WHERE generation = p_generation;
    DELETE FROM set_aside_message WHERE generation = p_generation;
    DELETE FROM parked_order WHERE generation = p_generation;
    DELETE FROM generation WHERE generation = p_generation;
END
$$;
