-- The records in an order's list of returns, each with the id of the return that it belongs to.
--
-- A blind return and the one RMA that names exactly the same lines are one return, under the id known first.
CREATE OR REPLACE FUNCTION return_records(stored jsonb) RETURNS TABLE (return_id text, record jsonb)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(j.return_id, r.record ->> 'return_id'), r.record
    FROM jsonb_array_elements(stored) AS r (record)
    LEFT JOIN LATERAL (
        SELECT CASE
                WHEN (b.record ->> 'ordinal')::integer < (min(n.record ->> 'ordinal'))::integer
                    THEN b.record ->> 'return_id'
                ELSE min(n.record ->> 'return_id')
            END AS return_id
        FROM jsonb_array_elements(stored) AS b (record)
        JOIN jsonb_array_elements(stored) AS n (record)
            ON NOT n.record ? 'blind_lines'
            AND jsonb_path_query_array(n.record, '$.lines[*].line_number') = b.record -> 'blind_lines'
        WHERE b.record ? 'blind_lines'
        GROUP BY b.record
        HAVING count(*) = 1
            AND (b.record = r.record OR min(n.record ->> 'return_id') = r.record ->> 'return_id')
    ) j ON true
$$;
