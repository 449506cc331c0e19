-- Whether a rebuild runs at this moment: it holds its lock as long as its session lives.
CREATE OR REPLACE FUNCTION rebuild_runs() RETURNS boolean
LANGUAGE sql VOLATILE AS $$
    SELECT rebuild_lock_holder() IS NOT NULL
$$;
