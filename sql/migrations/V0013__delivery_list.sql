-- Deliveries in the order in which they were made: lists of them go along it, newest first.
CREATE INDEX delivery_created ON delivery (created_at, communication_id);
