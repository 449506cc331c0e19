-- Drops a generation that does not serve.
-- $1 integer generation
SELECT drop_generation($1)
