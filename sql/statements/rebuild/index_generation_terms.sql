-- Gives a filled generation the index of its search terms.
-- $1 integer generation
SELECT index_generation_terms($1)
