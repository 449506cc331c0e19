-- The newest refused inputs, newest first.
-- $1 bigint at most so many
SELECT rejected_at, kind, reason, origin, size, digest, error_offset, excerpt
FROM rejected_input
ORDER BY rejected_id DESC
LIMIT $1
