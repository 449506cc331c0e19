-- Renews this node's leases, gives up what is more than its share, takes what nobody holds; returns what it holds.
--
-- The share is the number of shards divided by the nodes seen within the lease's length, rounded up. A shard that changes
-- hands gets a new epoch, so that its former worker can write nothing more.
CREATE OR REPLACE FUNCTION lease_shards(p_node uuid, p_name text, p_seconds double precision)
RETURNS TABLE (shard smallint, epoch bigint)
LANGUAGE plpgsql AS $$
DECLARE
    v_until timestamptz := clock_timestamp() + make_interval(secs => p_seconds);
    v_nodes integer;
    v_shards integer;
    v_share integer;
    v_held integer;
BEGIN
    INSERT INTO node (node, name, seen_at) VALUES (p_node, p_name, clock_timestamp())
        ON CONFLICT (node) DO UPDATE SET seen_at = excluded.seen_at;
    DELETE FROM node WHERE seen_at < clock_timestamp() - make_interval(secs => p_seconds * 20);
    SELECT count(*) INTO v_nodes FROM node WHERE seen_at > clock_timestamp() - make_interval(secs => p_seconds);
    SELECT count(*) INTO v_shards FROM shard_lease;
    v_share := ceil(v_shards::numeric / greatest(v_nodes, 1));

    UPDATE shard_lease l SET expires_at = v_until WHERE l.node = p_node AND l.expires_at > clock_timestamp();
    GET DIAGNOSTICS v_held = ROW_COUNT;
    IF v_held > v_share THEN
        UPDATE shard_lease l SET node = NULL, expires_at = '-infinity'
        WHERE l.shard IN (
            SELECT s.shard FROM shard_lease s WHERE s.node = p_node ORDER BY s.shard DESC LIMIT v_held - v_share);
    ELSIF v_held < v_share THEN
        UPDATE shard_lease l SET node = p_node, epoch = l.epoch + 1, expires_at = v_until
        WHERE l.shard IN (
            SELECT s.shard FROM shard_lease s WHERE s.expires_at <= clock_timestamp()
            ORDER BY s.shard LIMIT v_share - v_held FOR UPDATE SKIP LOCKED);
    END IF;
    RETURN QUERY SELECT l.shard, l.epoch FROM shard_lease l
        WHERE l.node = p_node AND l.expires_at > clock_timestamp() ORDER BY l.shard;
END
$$;
