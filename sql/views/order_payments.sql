-- Payments of orders for people who read the read model with SQL, one row a transaction.
CREATE OR REPLACE VIEW order_payments AS
SELECT o.sales_channel, o.order_id, p.place::integer AS payment_number,
    p.payment ->> 'reference' AS payment_reference,
    t.transaction ->> 'payment_method' AS payment_method,
    t.transaction ->> 'payment_submethod' AS payment_submethod,
    (t.transaction ->> 'amount')::numeric AS amount,
    p.payment ->> 'currency' AS currency,
    t.transaction ->> 'billing_address_reference' AS billing_address_reference,
    t.transaction ->> 'gateway_id' AS gateway_id,
    t.transaction ->> 'account' AS account,
    t.transaction ->> 'transaction_id' AS transaction_id,
    t.transaction ->> 'authorization_status' AS authorization_status
FROM order_state o
CROSS JOIN LATERAL (SELECT o.document::jsonb -> 'payments' AS payments OFFSET 0) d
CROSS JOIN LATERAL jsonb_array_elements(d.payments) WITH ORDINALITY AS p (payment, place)
LEFT JOIN LATERAL jsonb_array_elements(p.payment -> 'transactions') AS t (transaction) ON true
WHERE o.generation = (SELECT generation FROM generation WHERE status = 'live');

COMMENT ON VIEW order_payments IS 'The payments of orders, one row a transaction; the OMS supports one an order.';
COMMENT ON COLUMN order_payments.sales_channel IS 'Sales channel of the order.';
COMMENT ON COLUMN order_payments.order_id IS 'Id of the order.';
COMMENT ON COLUMN order_payments.payment_number IS 'Place of the payment in the order, from 1.';
COMMENT ON COLUMN order_payments.payment_reference IS 'What lines refer to the payment by.';
COMMENT ON COLUMN order_payments.payment_method IS 'Method, such as CREDITCARD.';
COMMENT ON COLUMN order_payments.payment_submethod IS 'Submethod, such as VISA.';
COMMENT ON COLUMN order_payments.amount IS 'Amount of the transaction.';
COMMENT ON COLUMN order_payments.currency IS 'Currency of the payment.';
COMMENT ON COLUMN order_payments.billing_address_reference IS 'The address of the buyer among the addresses of the order.';
COMMENT ON COLUMN order_payments.gateway_id IS 'Payment gateway.';
COMMENT ON COLUMN order_payments.account IS 'Account of the merchant at the gateway.';
COMMENT ON COLUMN order_payments.transaction_id IS 'Id of the transaction at the gateway.';
COMMENT ON COLUMN order_payments.authorization_status IS 'Status of the authorisation, as the gateway gave it.';
