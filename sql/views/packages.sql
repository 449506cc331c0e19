-- Parcels of shipments for people who read the read model with SQL, one row a parcel.
CREATE OR REPLACE VIEW packages AS
SELECT o.sales_channel, o.order_id,
    s.shipment ->> 'shipment_id' AS shipment_id,
    p.place::integer AS package_number,
    p.package ->> 'id' AS package_id,
    p.package ->> 'carrier' AS carrier,
    p.package ->> 'tracking_number' AS tracking_number,
    p.package ->> 'tracking_link' AS tracking_link,
    p.package ->> 'tracking_comment' AS tracking_comment,
    ARRAY(
        SELECT n.number::integer
        FROM jsonb_array_elements_text(p.package -> 'items') WITH ORDINALITY AS n (number, place)
        ORDER BY n.place) AS lines
FROM order_state o
CROSS JOIN LATERAL (SELECT o.document::jsonb -> 'shipments' AS shipments OFFSET 0) d
CROSS JOIN LATERAL jsonb_array_elements(d.shipments) AS s (shipment)
CROSS JOIN LATERAL jsonb_array_elements(s.shipment -> 'packages') WITH ORDINALITY AS p (package, place)
WHERE o.generation = (SELECT generation FROM generation WHERE status = 'live');

COMMENT ON VIEW packages IS 'The parcels of shipments, one row a parcel: carrier and tracking belong to it.';
COMMENT ON COLUMN packages.sales_channel IS 'Sales channel of the order.';
COMMENT ON COLUMN packages.order_id IS 'Id of the order.';
COMMENT ON COLUMN packages.shipment_id IS 'The shipment it belongs to.';
COMMENT ON COLUMN packages.package_number IS 'Its place in the shipment, from 1.';
COMMENT ON COLUMN packages.package_id IS 'Id of the parcel, where the warehouse gave one.';
COMMENT ON COLUMN packages.carrier IS 'Carrier.';
COMMENT ON COLUMN packages.tracking_number IS 'Tracking number.';
COMMENT ON COLUMN packages.tracking_link IS 'Link to the tracking page of the carrier.';
COMMENT ON COLUMN packages.tracking_comment IS 'What was noted for the carrier or the customer.';
COMMENT ON COLUMN packages.lines IS 'Line numbers in it, as the OMS lists them.';
