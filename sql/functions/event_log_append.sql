-- Appends messages, each array holding one column, and answers for every one, in the order given, where it stands.
-- A message that the shard holds already, or that came earlier in the same call, is answered with the position it has.
--
-- Every statement behind a lock sees what was committed before the lock was granted, because the function is VOLATILE and
-- the transaction READ COMMITTED; under another isolation level a concurrent append fails with a serialization error.
CREATE OR REPLACE FUNCTION event_log_append(
    shards smallint[], digests bytea[], received_at timestamptz[], historical boolean[], methods text[],
    sales_channels text[], order_ids text[], message_ids text[], payloads bytea[]
) RETURNS TABLE (shard smallint, "position" bigint, duplicate boolean)
LANGUAGE plpgsql VOLATILE
-- A plan made for these very arrays is no better, and making it costs as much as a small batch.
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
DECLARE
    -- For every message its position, negative if it is a duplicate.
    placed bigint[];
    place bigint;
BEGIN
    -- Acknowledged means durable, whatever the session is set to.
    IF current_setting('synchronous_commit') IN ('off', 'local', 'remote_write') THEN
        PERFORM set_config('synchronous_commit', 'on', true);
    END IF;

    -- Few messages: one after the other, by the simplest of statements. Starting those below costs more than these messages.
    IF cardinality(shards) <= 8 THEN
        -- Counters are locked in one order for everybody: by moving them, if the messages come in that order.
        FOR i IN 2 .. cardinality(shards) LOOP
            IF shards[i] < shards[i - 1] THEN
                PERFORM FROM shard_position s WHERE s.shard = ANY (shards) ORDER BY s.shard FOR NO KEY UPDATE;
                EXIT;
            END IF;
        END LOOP;
        FOR i IN 1 .. cardinality(shards) LOOP
            -- What was there before needs no counter, and waits for nobody who changes it, such as an erasure.
            SELECT m.position INTO place FROM message m WHERE m.shard = shards[i] AND m.digest = digests[i];
            duplicate := FOUND;
            IF NOT duplicate THEN
                UPDATE shard_position s SET position = s.position + 1 WHERE s.shard = shards[i]
                RETURNING s.position INTO place;
                IF NOT FOUND THEN
                    RAISE EXCEPTION 'a shard is not one of the % of this database', (SELECT count(*) FROM shard_position)
                        USING ERRCODE = 'check_violation';
                END IF;
                INSERT INTO message (
                    shard, position, digest, received_at, is_historical, method, sales_channel, order_id, message_id, payload)
                VALUES (shards[i], place, digests[i], received_at[i], historical[i], methods[i], sales_channels[i],
                    order_ids[i], message_ids[i], payloads[i])
                ON CONFLICT ON CONSTRAINT message_digest DO NOTHING;
                duplicate := NOT FOUND;
                IF duplicate THEN
                    -- Appended by somebody else while the counter was waited for. The number goes back: nobody has seen it.
                    UPDATE shard_position s SET position = s.position - 1 WHERE s.shard = shards[i];
                    SELECT m.position INTO place FROM message m WHERE m.shard = shards[i] AND m.digest = digests[i];
                END IF;
            END IF;
            shard := shards[i];
            "position" := place;
            RETURN NEXT;
        END LOOP;
        RETURN;
    END IF;

    -- 1. Lock the counters, in one order for everybody.
    PERFORM FROM shard_position s WHERE s.shard = ANY (shards) ORDER BY s.shard FOR NO KEY UPDATE;

    -- 2. Find duplicates, number the rest.
    SELECT array_agg(CASE WHEN numbered.is_new THEN numbered.place ELSE -numbered.place END ORDER BY numbered.ordinal)
    INTO placed
    FROM (
        SELECT looked.ordinal, looked.known IS NULL AND looked.ordinal = looked.first AS is_new,
            coalesce(looked.known, head.position + count(*) FILTER (WHERE looked.known IS NULL AND looked.ordinal = looked.first)
                OVER (PARTITION BY looked.shard ORDER BY looked.first)) AS place
        FROM (
            SELECT input.ordinal, input.shard,
                (SELECT m.position FROM message m WHERE m.shard = input.shard AND m.digest = input.digest) AS known,
                min(input.ordinal) OVER (PARTITION BY input.shard, input.digest) AS first
            FROM unnest(shards, digests) WITH ORDINALITY AS input (shard, digest, ordinal)
        ) looked
        JOIN shard_position head ON head.shard = looked.shard
    ) numbered;

    IF coalesce(cardinality(placed), 0) <> cardinality(shards) THEN
        RAISE EXCEPTION 'a shard is not one of the % of this database', (SELECT count(*) FROM shard_position)
            USING ERRCODE = 'check_violation';
    END IF;

    -- 3. Insert, the payloads straight from the array: unnest in FROM would first write them to a tuple store.
    INSERT INTO message (
        shard, position, digest, received_at, is_historical, method, sales_channel, order_id, message_id, payload)
    SELECT input.shard, input.place, input.digest, input.received_at, input.is_historical, input.method,
        input.sales_channel, input.order_id, input.message_id, input.payload
    FROM (
        SELECT unnest(shards) AS shard, unnest(placed) AS place, unnest(digests) AS digest,
            unnest(received_at) AS received_at, unnest(historical) AS is_historical, unnest(methods) AS method,
            unnest(sales_channels) AS sales_channel, unnest(order_ids) AS order_id, unnest(message_ids) AS message_id,
            unnest(payloads) AS payload
    ) input
    WHERE input.place > 0;

    -- 4. Advance the counters.
    UPDATE shard_position s SET position = newest.place
    FROM (
        SELECT input.shard, max(input.place) AS place FROM unnest(shards, placed) AS input (shard, place)
        WHERE input.place > 0 GROUP BY input.shard
    ) newest
    WHERE s.shard = newest.shard;

    RETURN QUERY
    SELECT input.shard, abs(input.place), input.place < 0
    FROM unnest(shards, placed) WITH ORDINALITY AS input (shard, place, ordinal) ORDER BY input.ordinal;
END $$;
