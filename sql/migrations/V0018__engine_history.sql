-- How far log and read models were, minute by minute: what the console draws, whichever node answers and since when it runs.
CREATE TABLE engine_sample (
    -- The beginning of the minute.
    at timestamptz PRIMARY KEY,
    taken bigint NOT NULL,
    folded bigint NOT NULL
);

-- What a rebuild found in a shard that it has finished.
CREATE TABLE rebuilt_shard (
    shard smallint NOT NULL,
    generation integer NOT NULL REFERENCES generation ON DELETE CASCADE,
    difference_count bigint NOT NULL,
    -- The first of the differences.
    differences jsonb NOT NULL,
    PRIMARY KEY (shard, generation)
);
