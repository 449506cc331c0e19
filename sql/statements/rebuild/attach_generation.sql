-- Attaches a generation that is filled and has its indexes.
-- $1 integer generation
SELECT attach_generation($1)
