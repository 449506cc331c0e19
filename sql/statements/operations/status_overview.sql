-- One row of numbers: messages, folded, orders, parked orders, set-aside messages, waiting messages.
SELECT
    (SELECT coalesce(sum(position), 0) FROM shard_position)::bigint,
    (SELECT coalesce(sum(position), 0) FROM checkpoint WHERE is_live)::bigint,
    (SELECT count(*) FROM order_state WHERE generation = (SELECT generation FROM generation WHERE status = 'live')),
    (SELECT count(*) FROM parked_order p JOIN checkpoint c USING (shard, generation) WHERE c.is_live),
    (SELECT count(*) FROM set_aside_message s JOIN checkpoint c USING (shard, generation) WHERE c.is_live),
    (SELECT count(*) FROM waiting_message w JOIN checkpoint c USING (shard, generation) WHERE c.is_live)
