import type { Pool } from 'pg';

/** A transaction that tells nothing for so long, although it is not finished, may have been missed. */
export const SILENCE = '24 hours';

/**
 * Transactions that have not ended, by Junction's word or by their orders, and did not change for {@link SILENCE}, the
 * longest unchanged first.
 *
 * @param checkedToo also those that were asked for within that time.
 */
export async function findSilentTransactions(pool: Pool, checkedToo: boolean): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM order_transaction LEFT JOIN transaction_check ON transaction_id = id
     WHERE (raw_status IS NULL OR raw_status NOT IN ('completed', 'cancelled') OR status NOT IN ('completed', 'cancelled'))
       AND coalesce(updated_at, changed_at) < now() - $1::interval
       AND ($2 OR checked_at IS NULL OR checked_at < now() - $1::interval)
     ORDER BY coalesce(updated_at, changed_at), id`,
    [SILENCE, checkedToo],
  );
  return rows.map(({ id }) => id);
}

export async function rememberCheck(pool: Pool, transactionId: string): Promise<void> {
  await pool.query(
    `INSERT INTO transaction_check (transaction_id, checked_at) VALUES ($1, now())
     ON CONFLICT (transaction_id) DO UPDATE SET checked_at = excluded.checked_at`,
    [transactionId],
  );
}

/** Orders whose present status only others have told: their own reports are missing. */
export async function findPlaceholders(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM lab_order WHERE status IS NULL OR strpos(status, '.') = 0 ORDER BY id`,
  );
  return rows.map(({ id }) => id);
}
