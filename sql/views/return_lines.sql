-- Lines of returns for people who read the read model with SQL, one row a line of a return.
--
-- Whether an approval answers a request is policy (approved_means_received); here it does, which is the default.
CREATE OR REPLACE VIEW return_lines AS
SELECT o.sales_channel, o.order_id, r.return_id,
    (l.line ->> 'line_number')::integer AS line_number,
    min(l.line ->> 'id') AS line_id,
    min(l.line ->> 'sku') AS sku,
    bool_or(l.line ?| ARRAY['was_requested', 'was_approved_uninspected']) AS authorized,
    bool_or(l.line ?| ARRAY['was_received', 'was_approved_inspected'])
        OR (bool_or(l.line ? 'was_approved_uninspected') AND bool_or(l.line ? 'was_requested')) AS received,
    min(l.line ->> 'condition') AS condition,
    min(l.line ->> 'condition_description') AS condition_description,
    min(l.line ->> 'reason') AS reason,
    min(l.line ->> 'reason_description') AS reason_description
FROM order_state o
CROSS JOIN LATERAL (SELECT o.document::jsonb -> 'returns' AS returns OFFSET 0) d
CROSS JOIN LATERAL return_records(d.returns) AS r
CROSS JOIN LATERAL jsonb_array_elements(r.record -> 'lines') AS l (line)
WHERE o.generation = (SELECT generation FROM generation WHERE status = 'live')
GROUP BY o.sales_channel, o.order_id, r.return_id, (l.line ->> 'line_number')::integer;

COMMENT ON VIEW return_lines IS 'The lines of returns, one row a line of a return.';
COMMENT ON COLUMN return_lines.sales_channel IS 'Sales channel of the order.';
COMMENT ON COLUMN return_lines.order_id IS 'Id of the order.';
COMMENT ON COLUMN return_lines.return_id IS 'The return it belongs to.';
COMMENT ON COLUMN return_lines.line_number IS 'Number of the order line that comes back.';
COMMENT ON COLUMN return_lines.line_id IS 'Id of the line in the shop.';
COMMENT ON COLUMN return_lines.sku IS 'Stock keeping unit.';
COMMENT ON COLUMN return_lines.authorized IS 'Whether customer service authorised its return.';
COMMENT ON COLUMN return_lines.received IS 'Whether the warehouse received it.';
COMMENT ON COLUMN return_lines.condition IS 'Condition that the inspection found, as the OMS spells it.';
COMMENT ON COLUMN return_lines.condition_description IS 'The condition in words.';
COMMENT ON COLUMN return_lines.reason IS 'Why the customer sends it back, as a code.';
COMMENT ON COLUMN return_lines.reason_description IS 'Why the customer sends it back, in words.';
