-- Documents are compressed in place: an order's row is a third as long, which is less to write, to log and to keep in memory.
-- MAIN keeps them in the row; rows written before keep their form until they change.
ALTER TABLE order_state ALTER COLUMN document SET STORAGE MAIN;
DO $$
DECLARE
    v_partition regclass;
BEGIN
    FOR v_partition IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'order_state'::regclass LOOP
        EXECUTE format('ALTER TABLE %s ALTER COLUMN document SET STORAGE MAIN', v_partition);
        EXECUTE format('ALTER TABLE %s RESET (toast_tuple_target)', v_partition);
    END LOOP;
END
$$;
