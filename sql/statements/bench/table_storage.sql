-- How large the tables are, and how much of them waits for vacuum; partitions count as their table.
-- Columns: table; bytes, with indexes and what is stored beside the rows; live rows; dead rows; how often the server vacuumed.
SELECT coalesce(whole.relname, t.relname)::text, sum(pg_total_relation_size(t.relid))::bigint,
    sum(t.n_live_tup)::bigint, sum(t.n_dead_tup)::bigint, sum(t.autovacuum_count)::bigint
FROM pg_stat_user_tables t
LEFT JOIN pg_inherits part ON part.inhrelid = t.relid
LEFT JOIN pg_class whole ON whole.oid = part.inhparent
WHERE t.schemaname = current_schema()
GROUP BY 1
ORDER BY 1
