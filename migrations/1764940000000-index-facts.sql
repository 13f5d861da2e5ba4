-- Finds the facts that name an order, a transaction or a person, so that removing them reads those facts only; and the
-- messages without a fact, by age. The names are an array of text, since jsonb operators would read each row again.
-- Without a list of pending entries, which an insert would have to work off; without statistics, which help no plan.

-- migrate:no-transaction
-- migrate:up
DROP INDEX CONCURRENTLY IF EXISTS webhook_inbox_names_index;
CREATE INDEX CONCURRENTLY IF NOT EXISTS webhook_inbox_names_index ON webhook_inbox USING gin ((
  string_to_array(
    translate(
      (
        coalesce(fact -> 'orderId', '[]')
        || coalesce(fact -> 'transactionId', '[]')
        || coalesce(fact #> '{block,transactionId}', '[]')
        || jsonb_path_query_array(fact, '$.block.entries[*].orderId')
        || jsonb_path_query_array(fact, '$.block.entries[*].parentId ? (@ != null)')
      )::text,
      '[]" ', ''
    ) || coalesce(',' || hashtextextended(fact ->> 'userId', 0)::text, ''),
    ','
  )
)) WITH (fastupdate = off) WHERE fact IS NOT NULL;
ALTER INDEX webhook_inbox_names_index ALTER COLUMN 1 SET STATISTICS 0;
DROP INDEX CONCURRENTLY IF EXISTS webhook_inbox_empty_index;
CREATE INDEX CONCURRENTLY IF NOT EXISTS webhook_inbox_empty_index ON webhook_inbox (received_at) WHERE fact IS NULL;

-- migrate:down
DROP INDEX CONCURRENTLY IF EXISTS webhook_inbox_empty_index;
DROP INDEX CONCURRENTLY IF EXISTS webhook_inbox_names_index;
