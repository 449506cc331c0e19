-- Which channels and endpoints ever had to wait, and whether they work now.
SELECT channel, endpoint, state = 'closed' FROM channel_breaker
