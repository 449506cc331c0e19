-- Records what a generation is made with.
-- $1 integer generation
-- $2 text digest of the program
-- $3 text digest of the policy
-- $4 text digest of what people decided
-- $5 integer the generation that serves
UPDATE generation
SET basis = jsonb_build_object('program', $2::text, 'policy', $3::text, 'decisions', $4::text, 'live', $5::integer)
WHERE generation = $1
