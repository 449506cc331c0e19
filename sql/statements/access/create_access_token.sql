-- Makes an access token; its id.
-- $1 text name
-- $2 text role
-- $3 bytea SHA-256 of the token
INSERT INTO access_token (name, role, hash) VALUES ($1, $2, $3) RETURNING id
