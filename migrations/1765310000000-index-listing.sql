-- What filtered lists of transactions are read by: each combination of values newest first. A list reads the combinations
-- that occur, a few dozen, by jumps in this index, then the head of each that it matches.

-- migrate:no-transaction
-- migrate:up
DROP INDEX CONCURRENTLY IF EXISTS order_transaction_listing_index;
CREATE INDEX CONCURRENTLY IF NOT EXISTS order_transaction_listing_index ON order_transaction
  (status, patient_action, has_redraw, is_critical, order_statuses, created_at, id) WHERE patient_action IS NOT NULL;

-- migrate:down
DROP INDEX CONCURRENTLY IF EXISTS order_transaction_listing_index;
