-- Communications by kind, status and reason.
SELECT kind, status, coalesce(reason, ''), count(*) FROM communication GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
