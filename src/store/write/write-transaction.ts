import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '../../database/transaction.js';

/**
 * The statements of a batch look up rows by ids alone, so one plan by indexes serves all batches. By itself Postgres would
 * plan anew for a few ids, which takes longer than the statement, and would go on to read whole tables that were small when
 * it planned.
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
