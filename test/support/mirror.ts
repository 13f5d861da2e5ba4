import type { Pool } from 'pg';
import { canonicalJson } from '../../src/orders/facts.js';

/** The whole content of the mirror as comparable text, except the times of changes. */
export async function mirrorState(pool: Pool): Promise<string> {
  const tables = {
    transactions: 'SELECT * FROM order_transaction ORDER BY id',
    orders: 'SELECT * FROM lab_order ORDER BY id',
    events: 'SELECT * FROM order_event ORDER BY order_id, event_id',
    appointments: 'SELECT * FROM lab_appointment ORDER BY order_id, id',
    criticalResults: 'SELECT * FROM critical_result ORDER BY order_id',
  };
  const state: Record<string, unknown> = {};
  for (const [name, statement] of Object.entries(tables)) {
    const { rows } = await pool.query<Record<string, unknown>>(statement);
    state[name] = rows.map(({ changed_at, ...row }) => row);
  }
  return canonicalJson(state);
}

export async function countRows(pool: Pool, table: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM ${table}`,
  );
  return rows[0]?.count ?? 0;
}
