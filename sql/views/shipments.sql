-- Shipments of orders for people who read the read model with SQL, one row a shipment.
CREATE OR REPLACE VIEW shipments AS
SELECT o.sales_channel, o.order_id,
    s.shipment ->> 'shipment_id' AS shipment_id,
    s.shipment ->> 'method' AS method,
    CASE
        WHEN m.method IN ('SHIPTOSTORE', 'STS') THEN 'store_transfer'
        WHEN m.method = 'ISPU' THEN 'collected_in_store'
        WHEN m.method = 'PRESHIPPED' THEN 'nothing_shipped'
        WHEN g.goods > 0 AND g.shipped = 0 THEN 'nothing_shipped'
        ELSE 'carrier'
    END AS handover,
    s.shipment ->> 'source_id' AS source_id,
    (s.shipment ->> 'shipment_date')::timestamptz AS shipped_at,
    ARRAY(SELECT n.number::integer FROM jsonb_array_elements_text(s.shipment -> 'line_numbers') AS n (number)) AS lines,
    coalesce(jsonb_array_length(s.shipment -> 'packages'), 0) AS packages,
    s.shipment -> 'address' AS address
FROM order_state o
CROSS JOIN LATERAL (SELECT o.document::jsonb AS document OFFSET 0) d
CROSS JOIN LATERAL jsonb_array_elements(d.document -> 'shipments') AS s (shipment)
CROSS JOIN LATERAL (
    SELECT upper(regexp_replace(coalesce(s.shipment ->> 'method', ''), '[^[:alnum:]]', '', 'g')) AS method) m
CROSS JOIN LATERAL (
    -- The goods in it, and how many of them a carrier can have: without items the line numbers name them.
    SELECT count(*) AS goods,
        count(*) FILTER (WHERE i.status <> 'PRESHIPPED' AND i.type NOT IN ('VIRTUAL', 'SERVICE')) AS shipped
    FROM (
        SELECT upper(regexp_replace(coalesce(e.item ->> 'status', ''), '[^[:alnum:]]', '', 'g')) AS status,
            upper(regexp_replace(coalesce(e.item ->> 'item_type', l.line ->> 'product_type', ''),
                '[^[:alnum:]]', '', 'g')) AS type,
            upper(regexp_replace(coalesce(e.item ->> 'item_type', ''), '[^[:alnum:]]', '', 'g')) = 'SHIPPING'
                OR coalesce(e.item ->> 'order_line_id' = 'SHIPPING', false)
                OR upper(regexp_replace(coalesce(l.line ->> 'product_type', ''), '[^[:alnum:]]', '', 'g')) = 'SHIPPING'
                OR coalesce(l.line ->> 'id' = 'SHIPPING', false) AS is_shipping
        FROM jsonb_array_elements(
            coalesce(s.shipment -> 'items', (
                SELECT jsonb_agg(jsonb_build_object('order_line_number', n.number))
                FROM jsonb_array_elements(s.shipment -> 'line_numbers') AS n (number)))) AS e (item)
        LEFT JOIN LATERAL (
            SELECT k.line FROM jsonb_array_elements(d.document -> 'lines') AS k (line)
            WHERE k.line -> 'line_number' = e.item -> 'order_line_number') l ON true
    ) i
    WHERE NOT i.is_shipping
) g
WHERE o.generation = (SELECT generation FROM generation WHERE status = 'live');

COMMENT ON VIEW shipments IS 'The shipments of orders, one row a shipment; what is in their parcels is in packages.';
COMMENT ON COLUMN shipments.sales_channel IS 'Sales channel of the order.';
COMMENT ON COLUMN shipments.order_id IS 'Id of the order.';
COMMENT ON COLUMN shipments.shipment_id IS 'Shipment request id, else shipment id, else a key made from its content.';
COMMENT ON COLUMN shipments.method IS 'Shipping method, as the OMS spells it.';
COMMENT ON COLUMN shipments.handover IS 'What happened: carrier, store_transfer, collected_in_store, nothing_shipped.';
COMMENT ON COLUMN shipments.source_id IS 'Warehouse or shop that the goods left.';
COMMENT ON COLUMN shipments.shipped_at IS 'Date of the shipment.';
COMMENT ON COLUMN shipments.lines IS 'Line numbers in it, ascending.';
COMMENT ON COLUMN shipments.packages IS 'Number of parcels.';
COMMENT ON COLUMN shipments.address IS 'Delivery address that the shipment itself names, as JSON.';
