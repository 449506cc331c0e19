-- What it takes to go on with a rebuild that died, and how each shard of a rebuilt generation compares with the one before.
ALTER TABLE generation
    -- What it is made with (rebuild_basis). Null for those of versions before this: nobody goes on with one.
    ADD COLUMN basis jsonb;
ALTER TABLE rebuilt_shard
    -- What was folded.
    ADD COLUMN messages bigint NOT NULL DEFAULT 0,
    ADD COLUMN orders bigint NOT NULL DEFAULT 0,
    ADD COLUMN communications bigint NOT NULL DEFAULT 0,
    ADD COLUMN parked_orders bigint NOT NULL DEFAULT 0,
    -- How many orders there were in the generation that served and in this one, at the same position, without those that
    -- were parked, and whether all of them were the same. Null before they are compared.
    ADD COLUMN orders_before bigint,
    ADD COLUMN orders_after bigint,
    -- Those of the generation that served which this one does not have.
    ADD COLUMN orders_missing bigint,
    ADD COLUMN is_same boolean;
