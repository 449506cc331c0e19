-- Gives a filled generation the index of its search terms, unless it has it; it takes about as long as all others together.
CREATE OR REPLACE FUNCTION index_generation_terms(p_generation integer) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF to_regclass(format('order_state_g%s_search_terms_idx', p_generation)) IS NOT NULL THEN
        RETURN;
    END IF;
    EXECUTE format(
        'CREATE INDEX order_state_g%1$s_search_terms_idx ON order_state_g%1$s USING gin (search_terms)'
        ' WITH (gin_pending_list_limit = 256) WHERE search_terms IS NOT NULL', p_generation);
END
$$;
