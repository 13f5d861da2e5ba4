-- What an instance looks up at its start: whether there are rows of a release that did not store the patient's action.

-- migrate:no-transaction
-- migrate:up
DROP INDEX CONCURRENTLY IF EXISTS order_transaction_without_action_index;
CREATE INDEX CONCURRENTLY IF NOT EXISTS order_transaction_without_action_index ON order_transaction (id)
  WHERE patient_action IS NULL;

-- migrate:down
DROP INDEX CONCURRENTLY IF EXISTS order_transaction_without_action_index;
