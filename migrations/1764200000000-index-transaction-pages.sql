-- What pages of transactions are read by: newest first, of all or of some statuses, of one user, or changed of late.

-- migrate:no-transaction
-- migrate:up
DROP INDEX CONCURRENTLY IF EXISTS order_transaction_created_index;
CREATE INDEX CONCURRENTLY IF NOT EXISTS order_transaction_created_index ON order_transaction (created_at, id);
DROP INDEX CONCURRENTLY IF EXISTS order_transaction_status_index;
CREATE INDEX CONCURRENTLY IF NOT EXISTS order_transaction_status_index ON order_transaction (status, created_at, id);
-- The words that Junction may add one day: few rows, which no range of the index above holds together.
DROP INDEX CONCURRENTLY IF EXISTS order_transaction_other_status_index;
CREATE INDEX CONCURRENTLY IF NOT EXISTS order_transaction_other_status_index ON order_transaction (created_at, id)
  WHERE status NOT IN ('active', 'completed', 'cancelled');
DROP INDEX CONCURRENTLY IF EXISTS order_transaction_changed_index;
CREATE INDEX CONCURRENTLY IF NOT EXISTS order_transaction_changed_index ON order_transaction (changed_at);
DROP INDEX CONCURRENTLY IF EXISTS lab_order_user_index;
CREATE INDEX CONCURRENTLY IF NOT EXISTS lab_order_user_index ON lab_order (user_id, transaction_id);

-- migrate:down
DROP INDEX CONCURRENTLY IF EXISTS lab_order_user_index;
DROP INDEX CONCURRENTLY IF EXISTS order_transaction_changed_index;
DROP INDEX CONCURRENTLY IF EXISTS order_transaction_other_status_index;
DROP INDEX CONCURRENTLY IF EXISTS order_transaction_status_index;
DROP INDEX CONCURRENTLY IF EXISTS order_transaction_created_index;
