-- The messages of the range that set_copy_range named, in order, with what folding needs of them.
COPY (
    SELECT position, received_at, is_historical, order_id, CASE WHEN order_id IS NOT NULL THEN payload END
    FROM message
    WHERE shard = current_setting('herald.copy_shard')::smallint
        AND position > current_setting('herald.copy_after')::bigint
        AND position <= current_setting('herald.copy_through')::bigint
    ORDER BY position
) TO STDOUT (FORMAT binary)
