import type { Pool } from 'pg';
import { inTransaction } from '../../database/transaction.js';
import { forgetOrders, holdWriters } from './forget-orders.js';

/** Bounds how long those who ingest wait, and what is held in memory. */
const BATCH = 200;

/** Of a transaction `it`, for $1 days. */
const IS_FINISHED = `EXISTS (SELECT FROM lab_order WHERE transaction_id = it.id)
           AND status IN ('completed', 'cancelled')
           AND coalesce(updated_at, changed_at) < now() - $1 * interval '1 day'`;

/**
 * Removes transactions that are completed or cancelled and of which nothing was heard for so many days, with all that
 * was kept of their orders. Only one process may do so at a time.
 *
 * @param days 0: none are removed.
 * @returns how many transactions
 */
export async function forgetFinished(pool: Pool, days: number): Promise<number> {
  if (days === 0) return 0;
  let removed = 0;
  for (;;) {
    const batch = await forgetBatch(pool, days);
    removed += batch;
    if (batch === 0) return removed;
  }
}

/** How many transactions {@link forgetFinished} would remove. */
export async function countFinished(pool: Pool, days: number): Promise<number> {
  if (days === 0) return 0;
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM order_transaction AS it WHERE ${IS_FINISHED}`,
    [days],
  );
  return rows[0]?.count ?? 0;
}

async function forgetBatch(pool: Pool, days: number): Promise<number> {
  return inTransaction(pool, async (client) => {
    await holdWriters(client);
    const { rows } = await client.query<{ id: string }>(
      `SELECT lab_order.id FROM lab_order JOIN (
         SELECT id FROM order_transaction AS it
         WHERE ${IS_FINISHED}
         LIMIT ${BATCH}) AS finished ON finished.id = lab_order.transaction_id`,
      [days],
    );
    const orderIds = new Set(rows.map(({ id }) => id));
    if (orderIds.size === 0) return 0;
    const { transactionIds } = await forgetOrders(client, { orderIds, userId: null });
    return transactionIds.length;
  });
}
