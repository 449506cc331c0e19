-- What a rebuild is made with besides program and policy: a digest of everything people said that folds obey, or took out of
-- the log, and the generation that serves.
SELECT encode(sha256(convert_to(jsonb_build_array(
        (SELECT jsonb_agg(jsonb_build_array(shard, position) ORDER BY shard, position) FROM skipped_message),
        (SELECT jsonb_agg(jsonb_build_array(shard, position, sales_channel) ORDER BY shard, position)
            FROM message_assignment),
        (SELECT jsonb_agg(jsonb_build_array(shard, kind, position) ORDER BY shard, kind) FROM kind_activation),
        (SELECT max(erasure_id) FROM erasure))::text, 'UTF8')), 'hex'),
    (SELECT generation FROM generation WHERE status = 'live')
