-- Transactions that are not finished, by Junction's word or by their orders: reconcile checks the silent ones.

-- migrate:no-transaction
-- migrate:up
DROP INDEX CONCURRENTLY IF EXISTS order_transaction_unsettled_index;
CREATE INDEX CONCURRENTLY IF NOT EXISTS order_transaction_unsettled_index ON order_transaction (id)
  WHERE raw_status IS NULL OR raw_status NOT IN ('completed', 'cancelled') OR status NOT IN ('completed', 'cancelled');

-- migrate:down
DROP INDEX CONCURRENTLY IF EXISTS order_transaction_unsettled_index;
