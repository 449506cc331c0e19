-- Finds orders by a term, best first: the order of this id (1), the customer's (2), those with such a return, refund or parcel
-- (3), those whose id begins like this (4). The first three newest first, the last by id. A null bind does not filter.
-- $1 text the term without blanks and dashes, in upper case
-- $2 text what lies behind every id that begins with it
-- $3 text the term as an e-mail address, lower case
-- $4 text sales channel
-- $5 text status, as the OMS spells it
-- $6 text e-mail, lower case
-- $7 timestamptz ordered at or after
-- $8 timestamptz ordered before
-- $9 integer after this one: its rank
-- $10 timestamptz after this one: ordered at
-- $11 text after this one: order id
-- $12 text after this one: sales channel
-- $13 integer how many
WITH candidate AS NOT MATERIALIZED (
    SELECT shard, order_id, sales_channel, position, is_placed, is_test, status, status_reason, ordered_at, email,
        search_terms, upper(translate(order_id, U&' \0009\00A0-\2010\2011\2012\2013\2014\2015', '') COLLATE "C") AS order_key
    FROM order_state
    WHERE generation = (SELECT generation FROM generation WHERE status = 'live')
        AND ($4 IS NULL OR sales_channel = $4)
        AND ($5 IS NULL OR status = $5)
        AND ($6 IS NULL OR email = $6)
        AND ($7 IS NULL OR ordered_at >= $7)
        AND ($8 IS NULL OR ordered_at < $8)
), after AS (
    SELECT upper(translate($11::text, U&' \0009\00A0-\2010\2011\2012\2013\2014\2015', '') COLLATE "C") AS order_key
)
SELECT shard, order_id, sales_channel, position, is_placed, is_test, status, status_reason, ordered_at, email, rank
FROM (
    SELECT *, 1 AS rank, ordered_at AS newest FROM candidate
    WHERE order_key = $1
    UNION ALL
    SELECT *, 2, ordered_at FROM candidate
    WHERE email = $3 AND order_key <> $1
    UNION ALL
    SELECT *, 3, ordered_at FROM candidate
    WHERE search_terms @> ARRAY[$1] AND order_key <> $1 AND email IS DISTINCT FROM $3
    UNION ALL
    (SELECT *, 4, '-infinity'::timestamptz FROM candidate
    WHERE order_key > $1 AND order_key < $2 AND email IS DISTINCT FROM $3
        AND NOT coalesce(search_terms @> ARRAY[$1], false)
        AND ($9 IS NULL OR $9 < 4 OR (order_key, order_id COLLATE "C", sales_channel COLLATE "C")
            > ((SELECT order_key FROM after), $11 COLLATE "C", $12 COLLATE "C"))
    ORDER BY order_key, order_id COLLATE "C", sales_channel COLLATE "C"
    LIMIT $13)
) found
WHERE $9 IS NULL OR rank > $9 OR (rank = $9 AND (rank = 4 OR newest < $10 OR (newest = $10
    AND (order_key, order_id COLLATE "C", sales_channel COLLATE "C")
        > ((SELECT order_key FROM after), $11 COLLATE "C", $12 COLLATE "C"))))
ORDER BY rank, newest DESC, order_key, order_id COLLATE "C", sales_channel COLLATE "C"
LIMIT $13
