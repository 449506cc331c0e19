-- One setting of the server.
-- $1 text name
SELECT current_setting($1)
