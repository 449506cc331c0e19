-- The messages of the range that set_copy_range named, in order.
COPY (
    SELECT shard, position, received_at, is_historical, erasure_id, digest, method, sales_channel, order_id, message_id, payload
    FROM message
    WHERE shard = current_setting('herald.copy_shard')::smallint
        AND position > current_setting('herald.copy_after')::bigint
        AND position <= current_setting('herald.copy_through')::bigint
    ORDER BY position
) TO STDOUT (FORMAT binary)
