-- How far log and read models were, oldest first.
-- $1 timestamptz since
SELECT at, taken, folded FROM engine_sample WHERE at >= $1 ORDER BY at
