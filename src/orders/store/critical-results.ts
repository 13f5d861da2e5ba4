import type { Pool } from 'pg';

const NOTE = {
  name: 'note-critical-result',
  text: `INSERT INTO critical_result (order_id, heard_at)
         SELECT id, clock_timestamp() FROM lab_order WHERE id = $1
         ON CONFLICT (order_id) DO UPDATE SET heard_at = excluded.heard_at`,
};

/** Remembers when a critical result of an order was last told; of an unknown order there is nothing to remember. */
export async function noteCriticalResult(pool: Pool, orderId: string): Promise<void> {
  await pool.query({ ...NOTE, values: [orderId] });
}
