-- Returns of orders for people who read the read model with SQL, one row a return.
--
-- A blind return and its RMA are one row; its status is the newest of both.
CREATE OR REPLACE VIEW returns AS
WITH records AS (
    SELECT o.sales_channel, o.order_id, r.return_id, r.record, r.record ? 'blind_lines' AS is_blind
    FROM order_state o
    CROSS JOIN LATERAL (SELECT o.document::jsonb -> 'returns' AS returns OFFSET 0) d
    CROSS JOIN LATERAL return_records(d.returns) AS r
    WHERE o.generation = (SELECT generation FROM generation WHERE status = 'live')
)
SELECT DISTINCT ON (r.sales_channel, r.order_id, r.return_id) r.sales_channel, r.order_id, r.return_id,
    first_value(r.record ->> 'rma') OVER rma AS rma,
    r.record ->> 'status' AS status,
    r.record ->> 'status_reason' AS status_reason,
    (r.record ->> 'status_date')::timestamptz AS status_date,
    first_value(r.record ->> 'source_id') OVER rma AS source_id,
    first_value(r.record ->> 'return_tracking_carrier') OVER rma AS return_tracking_carrier,
    first_value(r.record ->> 'return_tracking_number') OVER rma AS return_tracking_number,
    first_value(r.record ->> 'return_tracking_url') OVER rma AS return_tracking_url,
    first_value(r.record ->> 'return_tracking_label_url') OVER rma AS return_tracking_label_url
FROM records r
WINDOW rma AS (PARTITION BY r.sales_channel, r.order_id, r.return_id ORDER BY r.is_blind)
ORDER BY r.sales_channel, r.order_id, r.return_id, NOT r.record ? 'status', (r.record ->> 'status_date')::timestamptz DESC,
    CASE upper(regexp_replace(coalesce(r.record ->> 'status', ''), '[^[:alnum:]]', '', 'g'))
        WHEN 'REQUESTED' THEN 1 WHEN 'RECEIVED' THEN 3 WHEN 'APPROVED' THEN 4 WHEN 'REJECTED' THEN 5
        WHEN 'CANCELLED' THEN 6 ELSE 2 END DESC, r.is_blind;

COMMENT ON VIEW returns IS 'The returns of orders, one row a return.';
COMMENT ON COLUMN returns.sales_channel IS 'Sales channel of the order.';
COMMENT ON COLUMN returns.order_id IS 'Id of the order.';
COMMENT ON COLUMN returns.return_id IS 'The RMA; for a return without one a key made from its lines, which stays when an RMA comes.';
COMMENT ON COLUMN returns.rma IS 'The RMA; null while none is known (blind return).';
COMMENT ON COLUMN returns.status IS 'Newest status, as the OMS spells it.';
COMMENT ON COLUMN returns.status_reason IS 'Reason of the status.';
COMMENT ON COLUMN returns.status_date IS 'When the return came to its status.';
COMMENT ON COLUMN returns.source_id IS 'Warehouse or shop that the goods go to.';
COMMENT ON COLUMN returns.return_tracking_carrier IS 'Carrier of the returned goods.';
COMMENT ON COLUMN returns.return_tracking_number IS 'Tracking number of the returned goods.';
COMMENT ON COLUMN returns.return_tracking_url IS 'Link to the tracking page.';
COMMENT ON COLUMN returns.return_tracking_label_url IS 'Link to the label that the customer prints.';
