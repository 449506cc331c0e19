-- How many messages the live generation has folded, for the progress of a rebuild.
SELECT coalesce(sum(position), 0)::bigint FROM checkpoint WHERE is_live
