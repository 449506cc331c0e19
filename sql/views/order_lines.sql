-- Lines of orders for people who read the read model with SQL, one row a line.
--
-- A cancellation by line id alone means: at least one line with this id is cancelled. Until a snapshot shows one, the
-- lowest-numbered line with that id that is not shipped counts as cancelled; if all are shipped, the lowest-numbered one.
CREATE OR REPLACE VIEW order_lines AS
SELECT n.sales_channel, n.order_id, n.line_number, n.line_id, n.product_type, n.sku, n.product_name, n.quantity,
    n.gross_amount, n.net_amount, n.tax_amount, n.currency, n.status, n.status_reason, n.status_date, n.is_shipped,
    n.was_cancelled
        OR (n.is_cancelled_by_id AND NOT bool_or(n.was_cancelled) OVER namesakes
            AND n.line_number = coalesce(
                min(n.line_number) FILTER (WHERE NOT n.is_shipped) OVER namesakes,
                min(n.line_number) OVER namesakes)) AS is_cancelled,
    n.parent_line_number, n.promise_delivery_date, n.pre_order_street_date
FROM (
    SELECT o.shard, o.sales_channel, o.order_id,
        (l.line ->> 'line_number')::integer AS line_number,
        l.line ->> 'id' AS line_id,
        l.line ->> 'product_type' AS product_type,
        l.line ->> 'sku' AS sku,
        l.line ->> 'product_name' AS product_name,
        coalesce((l.line ->> 'quantity')::integer, 1) AS quantity,
        (l.line -> 'amount' ->> 'gross_amount')::numeric AS gross_amount,
        (l.line -> 'amount' ->> 'net_amount')::numeric AS net_amount,
        (l.line -> 'amount' ->> 'tax_amount')::numeric AS tax_amount,
        l.line -> 'amount' ->> 'currency' AS currency,
        l.line ->> 'status' AS status,
        l.line ->> 'status_reason' AS status_reason,
        (l.line ->> 'status_date')::timestamptz AS status_date,
        l.line ? 'was_shipped'
            OR EXISTS (
                SELECT FROM jsonb_array_elements(d.document -> 'shipments') AS s (shipment)
                WHERE s.shipment -> 'line_numbers' @> (l.line -> 'line_number')
                    AND upper(regexp_replace(coalesce(s.shipment ->> 'method', ''), '[^[:alnum:]]', '', 'g'))
                        NOT IN ('SHIPTOSTORE', 'STS')) AS is_shipped,
        l.line ? 'was_cancelled' AS was_cancelled,
        coalesce(d.document -> 'cancelled_line_ids' ? (l.line ->> 'id'), false) AS is_cancelled_by_id,
        (l.line ->> 'parent_line_number')::integer AS parent_line_number,
        (l.line ->> 'promise_delivery_date')::timestamptz AS promise_delivery_date,
        (l.line ->> 'pre_order_street_date')::timestamptz AS pre_order_street_date
    FROM order_state o
    CROSS JOIN LATERAL (SELECT o.document::jsonb AS document OFFSET 0) d
    CROSS JOIN LATERAL jsonb_array_elements(d.document -> 'lines') AS l (line)
    WHERE o.generation = (SELECT generation FROM generation WHERE status = 'live')
) n
WINDOW namesakes AS (PARTITION BY n.sales_channel, n.order_id, n.line_id);

COMMENT ON VIEW order_lines IS 'The lines of orders, one row a line.';
COMMENT ON COLUMN order_lines.sales_channel IS 'Sales channel of the order.';
COMMENT ON COLUMN order_lines.order_id IS 'Id of the order.';
COMMENT ON COLUMN order_lines.line_number IS 'Number of the line, its key within the order.';
COMMENT ON COLUMN order_lines.line_id IS 'Id of the line in the shop; several lines may share it.';
COMMENT ON COLUMN order_lines.product_type IS 'PHYSICAL, VIRTUAL, SERVICE, BUNDLE, SHIPPING and others, as the OMS spells it.';
COMMENT ON COLUMN order_lines.sku IS 'Stock keeping unit; on a SHIPPING line the shipping method.';
COMMENT ON COLUMN order_lines.product_name IS 'Name of the product.';
COMMENT ON COLUMN order_lines.quantity IS 'Quantity; 1 where the OMS names none.';
COMMENT ON COLUMN order_lines.gross_amount IS 'Price of the line with tax.';
COMMENT ON COLUMN order_lines.net_amount IS 'Price of the line without tax.';
COMMENT ON COLUMN order_lines.tax_amount IS 'Tax in the price of the line.';
COMMENT ON COLUMN order_lines.currency IS 'Currency of the amounts.';
COMMENT ON COLUMN order_lines.status IS 'Newest status of the line, as the OMS spells it.';
COMMENT ON COLUMN order_lines.status_reason IS 'Reason of the status.';
COMMENT ON COLUMN order_lines.status_date IS 'When the line came to its status.';
COMMENT ON COLUMN order_lines.is_shipped IS 'Whether the line was ever SHIPPED, or is in a shipment other than a store transfer.';
COMMENT ON COLUMN order_lines.is_cancelled IS 'Whether the line was ever CANCELLED.';
COMMENT ON COLUMN order_lines.parent_line_number IS 'The line it belongs to: bundle, gift wrap, engraving.';
COMMENT ON COLUMN order_lines.promise_delivery_date IS 'When a back-ordered line is promised.';
COMMENT ON COLUMN order_lines.pre_order_street_date IS 'When a pre-ordered line comes out.';
