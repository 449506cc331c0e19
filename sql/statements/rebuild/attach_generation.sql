-- Gives a filled generation its indexes and attaches it.
-- $1 integer generation
SELECT attach_generation($1)
