-- The whole log in order, as fast as the server can send it.
COPY (SELECT shard, position, payload FROM message ORDER BY shard, position) TO STDOUT (FORMAT binary)
