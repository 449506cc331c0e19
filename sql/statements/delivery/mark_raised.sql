-- Notes that holds were raised to customer service, once each; one that was released meanwhile needs nobody.
-- $1 smallint[] shards
-- $2 text[] order ids
-- $3 uuid[] ids
UPDATE communication c SET raised_at = now(), notice_claimed_until = NULL
FROM unnest($1::smallint[], $2::text[], $3::uuid[]) AS k (shard, order_id, id)
WHERE c.shard = k.shard AND c.order_id = k.order_id AND c.id = k.id AND c.raised_at IS NULL
    AND c.status = 'held'
RETURNING c.id
