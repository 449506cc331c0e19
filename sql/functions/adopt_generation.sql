-- Makes sure that nobody else works on a generation that is gone on with: the server first ends what it was told by a
-- program that has died since, such as the building of an index.
CREATE OR REPLACE FUNCTION adopt_generation(p_generation integer) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    -- Against filling, indexing and attaching; who reads goes on.
    EXECUTE format('LOCK TABLE order_state_g%s IN SHARE ROW EXCLUSIVE MODE', p_generation);
    -- Against the last steps of a shard of which no order is stored.
    PERFORM FROM checkpoint WHERE generation = p_generation ORDER BY shard FOR UPDATE;
END
$$;
