-- Gives a filled generation its key and most of its indexes.
-- $1 integer generation
SELECT index_generation_keys($1)
