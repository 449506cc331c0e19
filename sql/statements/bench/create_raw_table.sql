-- The bare table that raw limits are measured on: a key and a payload, nothing else.
CREATE TABLE bench_raw (id bigint PRIMARY KEY, payload bytea COMPRESSION lz4 NOT NULL)
