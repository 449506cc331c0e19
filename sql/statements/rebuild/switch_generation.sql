-- Lets a generation serve.
-- $1 integer generation
-- $2 text report of the rebuild
-- $3 text who asked for it
SELECT switch_generation($1, $2, $3)
