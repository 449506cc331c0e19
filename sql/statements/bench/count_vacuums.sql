-- How many tables are being vacuumed.
SELECT count(*) FROM pg_stat_progress_vacuum
