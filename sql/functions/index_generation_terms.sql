-- Gives a filled generation the index of its search terms, which takes about as long as all others together.
CREATE OR REPLACE FUNCTION index_generation_terms(p_generation integer) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'CREATE INDEX ON order_state_g%s USING gin (search_terms) WITH (gin_pending_list_limit = 256)'
        ' WHERE search_terms IS NOT NULL', p_generation);
END
$$;
