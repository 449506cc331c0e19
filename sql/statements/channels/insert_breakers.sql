-- Makes closed breakers where there are none yet.
-- $1 text[] channels
-- $2 text[] endpoints
INSERT INTO channel_breaker (channel, endpoint, state, since)
SELECT DISTINCT channel, endpoint, 'closed', now()
FROM unnest($1::text[], $2::text[]) AS k (channel, endpoint)
ORDER BY channel, endpoint
ON CONFLICT DO NOTHING
