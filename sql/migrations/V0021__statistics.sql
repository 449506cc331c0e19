-- Statistics from small samples. ANALYZE reads 300 whole rows for each unit of the target: of a million messages, with the
-- usual target of 100, that took a core five seconds, each time a few ten thousand more had come, and answers waited for it.
-- A fifth of that is enough for plans along keys; columns that nothing is searched by need no statistics at all.
DO $$
DECLARE
    v_table regclass;
    v_index regclass;
BEGIN
    FOR v_table IN
        SELECT unnest('{message, order_state, communication, communication_content, delivery, delivery_attempt}'::regclass[])
        UNION ALL SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'order_state'::regclass
    LOOP
        EXECUTE format('ALTER TABLE %s ', v_table) || (
            SELECT string_agg(
                format('ALTER COLUMN %I SET STATISTICS %s', attname,
                    CASE WHEN attname IN ('payload', 'document', 'facts', 'content', 'response') THEN 0 ELSE 20 END), ', ')
            FROM pg_attribute WHERE attrelid = v_table AND attnum > 0 AND NOT attisdropped);
        -- An index over an expression would ask for a sample of its own.
        FOR v_index IN SELECT indexrelid FROM pg_index WHERE indrelid = v_table AND indexprs IS NOT NULL LOOP
            EXECUTE format('ALTER INDEX %s ALTER COLUMN 1 SET STATISTICS 20', v_index);
        END LOOP;
    END LOOP;
END
$$;
-- What there is of them from before would stay for ever, and holds texts of communications and mails: a new type, even the
-- same, drops it, and no row is written anew.
ALTER TABLE communication ALTER COLUMN facts TYPE text, ALTER COLUMN facts SET COMPRESSION lz4;
ALTER TABLE communication_content ALTER COLUMN content TYPE bytea, ALTER COLUMN content SET COMPRESSION lz4;
ALTER TABLE delivery_attempt ALTER COLUMN response TYPE text;
-- Every append looks for digests, of which each is there once.
ALTER TABLE message ALTER COLUMN digest SET (n_distinct = -1);
-- How many orders there are cannot be told from a small sample: they have six or seven messages each.
ALTER TABLE message ALTER COLUMN order_id SET (n_distinct = -0.15);
-- What comes is like what came: looked at again when a tenth is new.
ALTER TABLE message SET (autovacuum_analyze_scale_factor = 0.1);
