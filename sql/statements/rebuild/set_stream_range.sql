-- Says what copy_order_streams copies, until the end of the transaction: COPY takes no binds.
-- $1 text shard
-- $2 text behind the messages of this order
-- $3 text behind this position of that order
-- $4 text up to this position of the shard
-- $5 text at most so many messages
SELECT set_config('herald.copy_shard', $1, true), set_config('herald.copy_after_order', $2, true),
    set_config('herald.copy_after', $3, true), set_config('herald.copy_through', $4, true),
    set_config('herald.copy_limit', $5, true)
