-- Orders of the read model for people who read it with SQL, one row an order.
--
-- OFFSET 0 keeps the planner from parsing the document once for every column.
CREATE OR REPLACE VIEW orders AS
SELECT o.sales_channel, o.order_id, o.is_placed, o.status, o.status_reason,
    (d.document ->> 'status_date')::timestamptz AS status_date,
    nullif(o.ordered_at, '-infinity') AS ordered_at,
    d.document ->> 'original_order_id' AS original_order_id,
    d.document ->> 'language' AS language,
    coalesce(
        (SELECT p.value ->> 'currency'
            FROM jsonb_array_elements(d.document -> 'payments') WITH ORDINALITY AS p (value, place)
            WHERE p.value ? 'currency' ORDER BY p.place LIMIT 1),
        (SELECT l.value -> 'amount' ->> 'currency'
            FROM jsonb_array_elements(d.document -> 'lines') WITH ORDINALITY AS l (value, place)
            WHERE l.value -> 'amount' ? 'currency' ORDER BY l.place LIMIT 1)) AS currency,
    o.email,
    d.document ? 'logistics_complete' AS is_logistics_complete,
    d.document ? 'cancelled' AS is_cancelled,
    o.is_test,
    o.shard, o.position
FROM order_state o
CROSS JOIN LATERAL (SELECT o.document::jsonb AS document OFFSET 0) d
WHERE o.generation = (SELECT generation FROM generation WHERE status = 'live');

COMMENT ON VIEW orders IS 'The orders as the messages of the OMS add up to them, one row an order.';
COMMENT ON COLUMN orders.sales_channel IS 'Sales channel (the OMS calls it store); with order_id the key of an order.';
COMMENT ON COLUMN orders.order_id IS 'Id of the order; two sales channels may use the same.';
COMMENT ON COLUMN orders.is_placed IS 'Whether a snapshot of the order has arrived; until then it is incomplete.';
COMMENT ON COLUMN orders.status IS 'Newest status, as the OMS spells it.';
COMMENT ON COLUMN orders.status_reason IS 'Reason of the status, as the OMS spells it.';
COMMENT ON COLUMN orders.status_date IS 'When the order came to its status.';
COMMENT ON COLUMN orders.ordered_at IS 'When the customer ordered (origin_date); null while unknown.';
COMMENT ON COLUMN orders.original_order_id IS 'The order that this one replaces (exchange, reshipment).';
COMMENT ON COLUMN orders.language IS 'Language of the order, such as de_DE.';
COMMENT ON COLUMN orders.currency IS 'Currency of the order: returns and refunds have none of their own.';
COMMENT ON COLUMN orders.email IS 'The address that communications of the order go to, in lower case.';
COMMENT ON COLUMN orders.is_logistics_complete IS 'Whether the order has ever been LOGISTICSCOMPLETE or COMPLETE.';
COMMENT ON COLUMN orders.is_cancelled IS 'Whether the order, or every line of it, has ever been cancelled.';
COMMENT ON COLUMN orders.is_test IS 'Whether the order has ever been ABORTED as a TEST.';
COMMENT ON COLUMN orders.shard IS 'Shard of the event log that holds its messages.';
COMMENT ON COLUMN orders.position IS 'Position of its newest message within the shard.';
