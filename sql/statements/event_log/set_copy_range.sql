-- Says what copy_messages copies, until the end of the transaction: COPY takes no binds.
-- $1 text shard
-- $2 text behind this position
-- $3 text up to this position
SELECT set_config('herald.copy_shard', $1, true), set_config('herald.copy_after', $2, true),
    set_config('herald.copy_through', $3, true)
