-- The generation that a rebuild has not finished, with what it is made with.
SELECT generation, basis ->> 'program', basis ->> 'policy', basis ->> 'decisions', (basis ->> 'live')::integer
FROM generation WHERE status = 'building' ORDER BY generation DESC LIMIT 1
