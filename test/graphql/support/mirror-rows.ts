import type { Pool } from 'pg';

export const TRANSACTION = 'f426ece3-1777-4235-a9e5-a30221bec6f8';
export const INITIAL_ORDER = 'b6944ab3-5a1c-4bba-b7fa-68f4074da51b';
export const REDRAW_ORDER = '5b4b7d22-8a49-4baf-9061-b6dba580b43d';
export const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

type Columns = Readonly<Record<string, unknown>>;

export async function insertTransaction(pool: Pool, columns: Columns = {}): Promise<void> {
  const row = { id: TRANSACTION, status: 'active', patient_action: 'WAIT' };
  await insert(pool, 'order_transaction', { ...row, ...columns });
}

export async function insertOrder(pool: Pool, columns: Columns = {}): Promise<void> {
  await insert(pool, 'lab_order', {
    id: INITIAL_ORDER,
    transaction_id: TRANSACTION,
    is_critical: false,
    record: {},
    ...columns,
  });
}

export async function insertEvent(pool: Pool, columns: Columns): Promise<void> {
  await insert(pool, 'order_event', {
    order_id: INITIAL_ORDER,
    status: 'received.walk_in_test.ordered',
    created_at: '2026-03-03T09:26:51Z',
    ...columns,
  });
}

export async function insertAppointment(pool: Pool, columns: Columns): Promise<void> {
  await insert(pool, 'lab_appointment', {
    order_id: INITIAL_ORDER,
    updated_at: '2026-03-03T09:26:51Z',
    record: {},
    ...columns,
  });
}

async function insert(pool: Pool, table: string, columns: Columns): Promise<void> {
  const row = { changed_at: '2026-03-09T00:00:00.123456Z', ...columns };
  await pool.query(`INSERT INTO ${table} SELECT (jsonb_populate_record(NULL::${table}, $1)).*`, [
    row,
  ]);
}
