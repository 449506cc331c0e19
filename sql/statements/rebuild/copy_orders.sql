-- Fills a new generation; the table's name is put in by the program, since COPY takes no binds.
COPY order_state_g{generation} (shard, generation, order_id, sales_channel, position, is_placed, is_test, status,
    status_reason, ordered_at, email, search_terms, document) FROM STDIN (FORMAT binary)
