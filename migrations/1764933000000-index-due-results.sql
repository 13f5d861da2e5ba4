-- Results that are to be fetched again: few rows, looked for every second.

-- migrate:no-transaction
-- migrate:up
DROP INDEX CONCURRENTLY IF EXISTS lab_result_refetch_index;
CREATE INDEX CONCURRENTLY IF NOT EXISTS lab_result_refetch_index ON lab_result (refetch_at)
  WHERE refetch_at IS NOT NULL;

-- migrate:down
DROP INDEX CONCURRENTLY IF EXISTS lab_result_refetch_index;
