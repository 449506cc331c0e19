-- Waits until nothing is left at work of the rebuild that began a generation.
-- $1 integer generation
SELECT adopt_generation($1)
