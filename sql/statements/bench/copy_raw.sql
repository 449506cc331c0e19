-- Fills the bare table.
COPY bench_raw (id, payload) FROM STDIN (FORMAT binary)
