-- An order with a communication that went out or waits to, for pages to be about.
SELECT c.sales_channel, c.order_id, c.position, c.id
FROM communication c
WHERE c.status IN ('pending', 'sending', 'sent') AND c.kind = 'refund_triggered'
ORDER BY c.decided_at DESC
LIMIT 1
