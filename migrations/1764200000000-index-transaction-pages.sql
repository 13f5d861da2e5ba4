-- What pages of transactions are read by: newest first, of all or of some statuses, of one user, or changed of late.

-- migrate:up
CREATE INDEX order_transaction_created_index ON order_transaction (created_at, id);
CREATE INDEX order_transaction_status_index ON order_transaction (status, created_at, id);
-- The words that Junction may add one day: few rows, which no range of the index above holds together.
CREATE INDEX order_transaction_other_status_index ON order_transaction (created_at, id)
  WHERE status NOT IN ('active', 'completed', 'cancelled');
CREATE INDEX order_transaction_changed_index ON order_transaction (changed_at);
CREATE INDEX lab_order_user_index ON lab_order (user_id, transaction_id);
-- Some statuses are rare: a small sample misses them, and a page of them would be read off the wrong index.
ALTER TABLE order_transaction ALTER COLUMN status SET STATISTICS 1000;

-- migrate:down
ALTER TABLE order_transaction ALTER COLUMN status SET STATISTICS -1;
DROP INDEX lab_order_user_index;
DROP INDEX order_transaction_changed_index;
DROP INDEX order_transaction_other_status_index;
DROP INDEX order_transaction_status_index;
DROP INDEX order_transaction_created_index;
