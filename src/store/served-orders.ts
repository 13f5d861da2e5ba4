import type { ClientBase, Pool } from 'pg';

/**
 * The columns of an order that the graph returns, with its transaction's status, its number of events and its
 * appointments.
 */
export type ServedOrder = Readonly<Record<string, unknown>>;

/** Reads orders as the graph returns them now, by id; unknown ones are missing. */
export async function readServed(
  database: Pool | ClientBase,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, ServedOrder>> {
  const { rows } = await (database as Pool).query<{ id: string; served: ServedOrder }>({
    name: 'read-served',
    text: `SELECT lab_order.id, (to_jsonb(lab_order) - '{id,record,changed_at}'::text[]) ||
                  jsonb_build_object(
                    'transaction_status', order_transaction.status,
                    'events', (SELECT count(*) FROM order_event WHERE order_id = lab_order.id),
                    'appointments', (
                      SELECT string_agg(concat_ws(' ', id, status, start_at), ', ' ORDER BY updated_at, id)
                      FROM lab_appointment WHERE order_id = lab_order.id AND updated_at IS NOT NULL)
                  ) AS served
           FROM lab_order LEFT JOIN order_transaction ON order_transaction.id = transaction_id
           WHERE lab_order.id = ANY($1::uuid[])`,
    values: [orderIds],
  });
  return new Map(rows.map(({ id, served }) => [id, served]));
}
