-- Where an e-mail address may stand: every message is looked at, since addresses also stand in messages that nothing is
-- folded from, and as bytes, since nothing a payload holds may end the search. The program looks closer at what this finds.
-- $1 text e-mail, lower case
SELECT shard, order_id FROM message
WHERE order_id IS NOT NULL
    AND strpos(lower(encode(payload, 'escape')), lower(encode(convert_to($1, 'UTF8'), 'escape'))) > 0
UNION
SELECT shard, order_id FROM communication WHERE lower(recipient_email) = $1
ORDER BY shard, order_id
