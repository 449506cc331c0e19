-- Creates the schema and the tables that remember what was applied to it. Run as a script.
CREATE SCHEMA IF NOT EXISTS herald;

CREATE TABLE IF NOT EXISTS herald.schema_migration (
    version     integer     PRIMARY KEY,
    title       text        NOT NULL,
    checksum    text        NOT NULL,
    applied_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    duration_ms integer     NOT NULL
);

CREATE TABLE IF NOT EXISTS herald.schema_repeatable (
    kind        text        NOT NULL,
    name        text        NOT NULL,
    checksum    text        NOT NULL,
    applied_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    duration_ms integer     NOT NULL,
    PRIMARY KEY (kind, name)
);
