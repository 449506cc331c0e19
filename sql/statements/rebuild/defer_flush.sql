-- Lets this transaction's commit not wait for the disk. The write-ahead log is one: by a crash the newest such commits are
-- lost, each with everything it wrote (a shard's rows, its checkpoint, its row in rebuilt_shard, or an index), and the next
-- rebuild makes them again. Nothing that is kept refers to what is lost, and the commit that lets a generation serve waits
-- for everything before it.
SELECT set_config('synchronous_commit', 'off', true)
