import type { Pool } from 'pg';

const NOTE = {
  name: 'note-order',
  text: `INSERT INTO order_notice (order_id, heard_at)
         SELECT id, clock_timestamp() FROM lab_order WHERE id = $1
         ON CONFLICT (order_id) DO UPDATE SET heard_at = excluded.heard_at`,
};

/** Remembers when something was last told of an order without an event; of an unknown order there is nothing to remember. */
export async function noteOrder(pool: Pool, orderId: string): Promise<void> {
  await pool.query({ ...NOTE, values: [orderId] });
}
