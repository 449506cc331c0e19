-- Lets another generation serve. The caller has locked the live checkpoints and brought the other to the same positions.
--
-- The generation that served is kept for a return; one that was kept before is dropped.
CREATE OR REPLACE FUNCTION switch_generation(p_generation integer, p_report text, p_actor text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_shard smallint;
    v_old integer;
BEGIN
    SELECT generation INTO STRICT v_old FROM generation WHERE status = 'live';
    IF v_old = p_generation THEN
        RAISE EXCEPTION 'generation % serves already', p_generation;
    END IF;
    SELECT l.shard INTO v_shard
        FROM checkpoint l JOIN checkpoint n ON n.shard = l.shard AND n.generation = p_generation
        WHERE l.is_live AND l.position <> n.position LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'generation % has not caught up in shard %', p_generation, v_shard;
    END IF;
    PERFORM drop_generation(generation) FROM generation WHERE status = 'previous' AND generation <> p_generation;
    UPDATE checkpoint SET is_live = false WHERE is_live;
    UPDATE checkpoint SET is_live = true WHERE generation = p_generation;
    UPDATE generation SET status = 'previous' WHERE generation = v_old;
    UPDATE generation SET status = 'live', switched_at = now(), report = p_report WHERE generation = p_generation;
    INSERT INTO administrative_action (action, actor, reason, subject)
        VALUES ('generation_switched', p_actor, 'replay', format('generation %s in place of %s', p_generation, v_old));
END
$$;
