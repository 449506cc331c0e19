-- Orders by what is known of them, newest first; those without an order date last. A null bind does not filter.
-- $1 text sales channel
-- $2 text status, as the OMS spells it
-- $3 text e-mail, lower case
-- $4 timestamptz ordered at or after
-- $5 timestamptz ordered before
-- $6 timestamptz after this one: ordered at
-- $7 text after this one: order id
-- $8 text after this one: sales channel
-- $9 integer how many
SELECT shard, order_id, sales_channel, position, is_placed, is_test, status, status_reason, ordered_at, email
FROM order_state
WHERE generation = (SELECT generation FROM generation WHERE status = 'live')
    AND ($1 IS NULL OR sales_channel = $1)
    AND ($2 IS NULL OR status = $2)
    AND ($3 IS NULL OR email = $3)
    AND ($4 IS NULL OR ordered_at >= $4)
    AND ($5 IS NULL OR ordered_at < $5)
    AND ($6 IS NULL OR (ordered_at, order_id, sales_channel) < ($6, $7, $8))
ORDER BY ordered_at DESC, order_id DESC, sales_channel DESC
LIMIT $9
