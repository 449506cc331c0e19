-- The log for people who read it with SQL: the payload as jsonb, null where jsonb cannot represent it.
CREATE OR REPLACE VIEW message_json AS
SELECT shard, position, received_at, is_historical, method, sales_channel, order_id, message_id, erasure_id,
    octet_length(payload) AS size, event_log_json(payload) AS payload
FROM message;
