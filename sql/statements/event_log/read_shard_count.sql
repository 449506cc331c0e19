-- The number of shards this database was made with.
SELECT value::integer FROM setting WHERE name = 'shards'
