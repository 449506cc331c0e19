-- How many orders are parked and messages set aside, in the live generation.
SELECT (SELECT count(*) FROM parked_order p WHERE p.generation = g.generation),
    (SELECT count(*) FROM set_aside_message s WHERE s.generation = g.generation)
FROM generation g
WHERE g.status = 'live'
