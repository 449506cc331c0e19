-- What a migration script may rely on, for the rest of its transaction.
-- $1 text shards
-- $2 text check_function_bodies
SELECT set_config('search_path', 'herald', true), set_config('herald.shards', $1, true),
    set_config('check_function_bodies', $2, true)
