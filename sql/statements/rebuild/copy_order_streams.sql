-- The next messages of a shard, order by order, with what folding needs of them; set_stream_range said which.
COPY (
    SELECT position, received_at, is_historical, order_id, payload
    FROM message
    WHERE shard = current_setting('herald.copy_shard')::smallint
        AND order_id IS NOT NULL
        AND (order_id, position)
            > (current_setting('herald.copy_after_order'), current_setting('herald.copy_after')::bigint)
        AND position <= current_setting('herald.copy_through')::bigint
    ORDER BY order_id, position
    LIMIT current_setting('herald.copy_limit')::bigint
) TO STDOUT (FORMAT binary)
