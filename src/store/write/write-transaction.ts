import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '../../database/transaction.js';

/**
 * The statements of a batch look up rows by ids alone, so one plan with index scans serves all batches. By default,
 * Postgres would plan again for a few ids, which takes longer than the statement, and would continue to scan whole
 * tables that were small at planning time.
 */
const BEGIN =
  'BEGIN; SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL enable_seqscan = off';

/** Runs work that joins facts into the mirror within one transaction, as {@link inTransaction} does. */
export function inWriteTransaction<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  return inTransaction(pool, work, BEGIN);
}
