-- How many deliveries of each channel are on their way, sent of those made in the last 24 hours, and dead letters. Those to
-- an endpoint are counted for it, others for the channel as a whole, whose endpoint is empty.
-- $1 text[] channels
-- $2 text[] endpoints, empty for a channel as a whole
WITH endpoints AS (
    SELECT channel, endpoint FROM unnest($1::text[], $2::text[]) AS k (channel, endpoint) WHERE endpoint <> ''
), counted AS (
    SELECT d.channel, k.endpoint, count(*) AS due, 0 AS sent, 0 AS failed
    FROM delivery d LEFT JOIN endpoints k ON k.channel = d.channel AND k.endpoint = d.recipient
    WHERE d.status IN ('pending', 'sending') GROUP BY d.channel, k.endpoint
    UNION ALL
    SELECT d.channel, k.endpoint, 0, count(*), 0
    FROM delivery d LEFT JOIN endpoints k ON k.channel = d.channel AND k.endpoint = d.recipient
    WHERE d.created_at >= now() - interval '24 hours' AND d.status = 'sent' GROUP BY d.channel, k.endpoint
    UNION ALL
    SELECT d.channel, k.endpoint, 0, 0, count(*)
    FROM delivery d LEFT JOIN endpoints k ON k.channel = d.channel AND k.endpoint = d.recipient
    WHERE d.status = 'failed' GROUP BY d.channel, k.endpoint
)
SELECT channel, coalesce(endpoint, ''), sum(due)::bigint, sum(sent)::bigint, sum(failed)::bigint
FROM counted
GROUP BY channel, endpoint
