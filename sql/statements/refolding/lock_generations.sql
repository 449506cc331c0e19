-- Keeps generations from being made or switched until the transaction ends; readers and workers go on, another such
-- command waits.
LOCK TABLE generation IN SHARE ROW EXCLUSIVE MODE
