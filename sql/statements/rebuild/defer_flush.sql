-- Lets this transaction's commit not wait for the disk. What is lost by a crash before a generation serves, the next
-- rebuild makes again; the commit that lets it serve waits for everything before it, since the write-ahead log is one.
SELECT set_config('synchronous_commit', 'off', true)
