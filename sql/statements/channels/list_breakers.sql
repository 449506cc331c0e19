-- Which channels and endpoints ever had to wait, and whether deliveries leave there now; none leaves to an endpoint while its
-- channel as a whole does not work.
SELECT b.channel, b.endpoint, NOT EXISTS (
        SELECT FROM channel_breaker o
        WHERE o.channel = b.channel AND o.endpoint IN ('', b.endpoint) AND o.state <> 'closed')
FROM channel_breaker b
