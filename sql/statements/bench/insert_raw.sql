-- One durable row, for the raw rate of commits.
-- $1 bigint id
-- $2 bytea payload
INSERT INTO bench_raw (id, payload) VALUES ($1, $2)
