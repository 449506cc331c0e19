-- How many deliveries of each channel are on their way, sent of those made in the last 24 hours, and dead letters. Those to
-- an endpoint are counted for it, others for the channel as a whole, whose endpoint is empty.
-- $1 text[] channels
-- $2 text[] endpoints, empty for a channel as a whole
WITH counted AS (
    SELECT channel, recipient, count(*) AS due, 0 AS sent, 0 AS failed
    FROM delivery WHERE status IN ('pending', 'sending') GROUP BY channel, recipient
    UNION ALL
    SELECT channel, recipient, 0, count(*), 0
    FROM delivery WHERE created_at >= now() - interval '24 hours' AND status = 'sent' GROUP BY channel, recipient
    UNION ALL
    SELECT channel, recipient, 0, 0, count(*)
    FROM delivery WHERE status = 'failed' GROUP BY channel, recipient
)
SELECT c.channel, coalesce(k.endpoint, ''), sum(c.due)::bigint, sum(c.sent)::bigint, sum(c.failed)::bigint
FROM counted c
LEFT JOIN unnest($1::text[], $2::text[]) AS k (channel, endpoint) ON k.channel = c.channel AND k.endpoint = c.recipient
GROUP BY 1, 2
