-- Lets a generation serve.
-- $1 integer generation
-- $2 text report of the rebuild
SELECT switch_generation($1, $2)
