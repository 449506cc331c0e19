-- One large value, and nothing else: libpq makes its buffer as large as a value needs and keeps it, so that from then on
-- it takes more of a COPY from the socket at a time.
SELECT repeat('x', 200000)
