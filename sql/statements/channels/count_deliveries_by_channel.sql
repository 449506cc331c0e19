-- How many deliveries of each channel are on their way, sent of those made in the last 24 hours, and dead letters. Those to
-- an endpoint are counted for it, others for the channel as a whole, whose endpoint is empty. Of each sort a bounded number
-- is looked at: those due first, made last, failed first. The last columns say whether there are more; they also stand in a
-- row without a channel.
-- $1 text[] channels
-- $2 text[] endpoints, empty for a channel as a whole
-- $3 integer how many deliveries of each sort at most
WITH endpoints AS (
    SELECT channel, endpoint FROM unnest($1::text[], $2::text[]) AS k (channel, endpoint) WHERE endpoint <> ''
), due AS MATERIALIZED (
    SELECT channel, recipient FROM delivery WHERE status IN ('pending', 'sending') ORDER BY next_attempt_at LIMIT $3
), made AS MATERIALIZED (
    SELECT channel, recipient, status FROM delivery
    WHERE created_at >= now() - interval '24 hours' ORDER BY created_at DESC LIMIT $3
), failed AS MATERIALIZED (
    SELECT channel, recipient FROM delivery WHERE status = 'failed' ORDER BY finished_at LIMIT $3
), counted AS (
    SELECT channel, recipient, 1 AS due, 0 AS sent, 0 AS failed FROM due
    UNION ALL
    SELECT channel, recipient, 0, 1, 0 FROM made WHERE status = 'sent'
    UNION ALL
    SELECT channel, recipient, 0, 0, 1 FROM failed
), traffic AS (
    SELECT c.channel, coalesce(k.endpoint, '') AS endpoint, sum(c.due) AS due, sum(c.sent) AS sent, sum(c.failed) AS failed
    FROM counted c
    LEFT JOIN endpoints k ON k.channel = c.channel AND k.endpoint = c.recipient
    GROUP BY c.channel, k.endpoint
    UNION ALL
    SELECT NULL, NULL, 0, 0, 0
)
SELECT t.channel, t.endpoint, t.due, t.sent, t.failed,
    (SELECT count(*) >= $3 FROM due), (SELECT count(*) >= $3 FROM made), (SELECT count(*) >= $3 FROM failed)
FROM traffic t
