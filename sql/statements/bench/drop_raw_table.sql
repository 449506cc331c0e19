-- Forgets what the raw limits were measured on.
DROP TABLE IF EXISTS bench_raw
