-- Refunds of orders for people who read the read model with SQL, one row a refund.
CREATE OR REPLACE VIEW refunds AS
SELECT o.sales_channel, o.order_id,
    f.refund ->> 'refund_id' AS refund_id,
    f.refund ->> 'status' AS status,
    f.refund ->> 'status_reason' AS status_reason,
    (f.refund ->> 'status_date')::timestamptz AS status_date,
    (f.refund ->> 'credit_note_date')::timestamptz AS credit_note_date,
    f.refund ? 'was_started' AS is_started,
    coalesce(f.refund ->> 'explicit_type', f.refund ->> 'inferred_type') AS refund_type,
    CASE WHEN f.refund ? 'explicit_type' THEN 'explicit' WHEN f.refund ? 'inferred_type' THEN 'inferred' END
        AS refund_type_source,
    -- A return that began blind is known by another id than its RMA.
    coalesce(r.return_id, f.refund ->> 'rma', f.refund ->> 'inferred_return_id') AS return_id,
    CASE WHEN f.refund ? 'rma' THEN 'explicit' WHEN f.refund ? 'inferred_return_id' THEN 'inferred' END
        AS return_link_source,
    (SELECT sum((p.payment ->> 'cost_gross')::numeric)
        FROM jsonb_array_elements(f.refund -> 'lines') AS l (line)
        CROSS JOIN LATERAL jsonb_array_elements(l.line -> 'payments') AS p (payment)) AS amount,
    coalesce(
        (SELECT p.value ->> 'currency'
            FROM jsonb_array_elements(d.document -> 'payments') WITH ORDINALITY AS p (value, place)
            WHERE p.value ? 'currency' ORDER BY p.place LIMIT 1),
        (SELECT l.value -> 'amount' ->> 'currency'
            FROM jsonb_array_elements(d.document -> 'lines') WITH ORDINALITY AS l (value, place)
            WHERE l.value -> 'amount' ? 'currency' ORDER BY l.place LIMIT 1)) AS currency,
    f.refund ->> 'refund_reason' AS reason
FROM order_state o
CROSS JOIN LATERAL (SELECT o.document::jsonb AS document OFFSET 0) d
CROSS JOIN LATERAL jsonb_array_elements(d.document -> 'refunds') AS f (refund)
LEFT JOIN LATERAL (
    SELECT n.return_id FROM return_records(d.document -> 'returns') AS n
    WHERE n.record ->> 'return_id' = coalesce(f.refund ->> 'rma', f.refund ->> 'inferred_return_id')
    ORDER BY n.return_id LIMIT 1
) r ON true
WHERE o.generation = (SELECT generation FROM generation WHERE status = 'live');

COMMENT ON VIEW refunds IS 'The refunds of orders, one row a refund.';
COMMENT ON COLUMN refunds.sales_channel IS 'Sales channel of the order.';
COMMENT ON COLUMN refunds.order_id IS 'Id of the order.';
COMMENT ON COLUMN refunds.refund_id IS 'Number of the credit note, else a key made from lines, amounts and day.';
COMMENT ON COLUMN refunds.status IS 'Newest status, as the OMS spells it.';
COMMENT ON COLUMN refunds.status_reason IS 'Reason of the status.';
COMMENT ON COLUMN refunds.status_date IS 'When the refund came to its status.';
COMMENT ON COLUMN refunds.credit_note_date IS 'Date of the credit note.';
COMMENT ON COLUMN refunds.is_started IS 'Whether the refund was ever PENDINGRELEASE or RELEASED.';
COMMENT ON COLUMN refunds.refund_type IS 'Where the payment event came from: cancellation, return, appeasement; null while unknown.';
COMMENT ON COLUMN refunds.refund_type_source IS 'explicit (a message says so) or inferred; null while the type is unknown.';
COMMENT ON COLUMN refunds.return_id IS 'The return behind it.';
COMMENT ON COLUMN refunds.return_link_source IS 'explicit (a message names the return) or inferred; null while there is no link.';
COMMENT ON COLUMN refunds.amount IS 'Sum of the lines with tax; null while no amount is known.';
COMMENT ON COLUMN refunds.currency IS 'Currency of the order.';
COMMENT ON COLUMN refunds.reason IS 'Why customer service refunds.';
