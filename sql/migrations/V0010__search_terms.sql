-- What an order is found by, beside its id and e-mail: return and refund ids and tracking numbers.
--
-- Null: none is known, or the row was written before; it gets its terms with the next message of its order, or by a rebuild.
ALTER TABLE order_state ADD COLUMN search_terms text[];
DO $$
DECLARE
    v_table regclass;
BEGIN
    FOR v_table IN
        SELECT 'order_state'::regclass
        UNION ALL SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'order_state'::regclass
    LOOP
        -- Compressed in its row like the document, never moved out before it.
        EXECUTE format('ALTER TABLE %s ALTER COLUMN search_terms SET STORAGE MAIN', v_table);
    END LOOP;
END
$$;
-- An order gets a term two or three times in its life; the list of new entries is kept short, since searches read it whole.
CREATE INDEX order_state_search_terms ON order_state USING gin (search_terms) WITH (gin_pending_list_limit = 256)
    WHERE search_terms IS NOT NULL;

-- Order ids as people type them: without blanks and dashes, in upper case (OrderQueries.find). In place of the index by the
-- id as it is, which nothing reads: whoever knows an id knows its shard.
DROP INDEX order_state_order_id;
CREATE INDEX order_state_order_key
    ON order_state (upper(translate(order_id, U&' \0009\00A0-\2010\2011\2012\2013\2014\2015', '') COLLATE "C"));
