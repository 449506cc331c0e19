-- The lowest and highest shard that has messages; null if there are none.
SELECT (SELECT min(shard) FROM message), (SELECT max(shard) FROM message)
