-- How many communications decided in a span of time are held or were suppressed, by part of the span and by reason.
-- $1 timestamptz from then on
-- $2 timestamptz before then
-- $3 double precision length of a part in seconds
SELECT date_bin(make_interval(secs => $3), decided_at, $1) AS part, status, reason, count(*)
FROM communication
WHERE status IN ('held', 'suppressed') AND decided_at >= $1 AND decided_at < $2
GROUP BY part, status, reason
