-- What is long is compressed in its row, and what is short stays there.
--
-- A row above 2 KB first has its EXTENDED columns moved out, the largest first: of a message that was its method and ids, one
-- row elsewhere for each, while the payload (MAIN) would have made room by being compressed. With MAIN for all, the payload
-- is. Documents are compressed likewise, which makes an order's row a third as long.
-- Rows written before keep their form until they change.
ALTER TABLE message
    ALTER COLUMN digest SET STORAGE MAIN,
    ALTER COLUMN method SET STORAGE MAIN,
    ALTER COLUMN sales_channel SET STORAGE MAIN,
    ALTER COLUMN order_id SET STORAGE MAIN,
    ALTER COLUMN message_id SET STORAGE MAIN;
DO $$
DECLARE
    v_table regclass;
BEGIN
    FOR v_table IN
        SELECT 'order_state'::regclass
        UNION ALL SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'order_state'::regclass
    LOOP
        EXECUTE format(
            'ALTER TABLE %s'
            ' ALTER COLUMN order_id SET STORAGE MAIN, ALTER COLUMN sales_channel SET STORAGE MAIN,'
            ' ALTER COLUMN status SET STORAGE MAIN, ALTER COLUMN status_reason SET STORAGE MAIN,'
            ' ALTER COLUMN email SET STORAGE MAIN, ALTER COLUMN document SET STORAGE MAIN,'
            -- Nothing is searched by the text of a document: statistics of it would only be dear to make.
            ' ALTER COLUMN document SET STATISTICS 0', v_table);
    END LOOP;
    FOR v_table IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'order_state'::regclass LOOP
        EXECUTE format('ALTER TABLE %s RESET (toast_tuple_target)', v_table);
    END LOOP;
END
$$;
