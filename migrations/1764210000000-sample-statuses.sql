-- Some statuses are rare: a small sample misses them, and a page of them would be read off the wrong index.

-- migrate:up
ALTER TABLE order_transaction ALTER COLUMN status SET STATISTICS 1000;

-- migrate:down
ALTER TABLE order_transaction ALTER COLUMN status SET STATISTICS -1;
