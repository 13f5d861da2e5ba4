-- What the jobs that repair the mirror look for: orders that only other orders' webhooks named, and recent changes.

-- migrate:no-transaction
-- migrate:up
DROP INDEX CONCURRENTLY IF EXISTS lab_order_placeholder_index;
CREATE INDEX CONCURRENTLY IF NOT EXISTS lab_order_placeholder_index ON lab_order (id)
  WHERE status IS NULL OR strpos(status, '.') = 0;
DROP INDEX CONCURRENTLY IF EXISTS order_event_created_index;
CREATE INDEX CONCURRENTLY IF NOT EXISTS order_event_created_index ON order_event (created_at);

-- migrate:down
DROP INDEX CONCURRENTLY IF EXISTS order_event_created_index;
DROP INDEX CONCURRENTLY IF EXISTS lab_order_placeholder_index;
