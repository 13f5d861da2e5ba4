import type { ClientBase } from 'pg';
import { In, type EntityManager } from 'typeorm';
import type { AffectedIds } from '../../orders/affected-ids.js';
import { OrderNoticeEntity } from '../entities.js';

export interface RemovedIds {
  readonly orderIds: readonly string[];
  readonly transactionIds: readonly string[];
}

const REMOVE = {
  name: 'remove-from-mirror',
  text: `WITH events AS (DELETE FROM order_event WHERE order_id = ANY($1::uuid[])),
           appointments AS (DELETE FROM lab_appointment WHERE order_id = ANY($1::uuid[])),
           critical_results AS (DELETE FROM critical_result WHERE order_id = ANY($1::uuid[])),
           orders AS (DELETE FROM lab_order WHERE id = ANY($1::uuid[]) RETURNING id),
           transactions AS (DELETE FROM order_transaction WHERE id = ANY($2::uuid[]) RETURNING id)
         SELECT id, 'ORDER' AS kind FROM orders UNION ALL SELECT id, 'TRANSACTION' FROM transactions`,
};

/**
 * Removes orders and transactions with their events, appointments, critical results and notices, within an open
 * database transaction that holds their locks.
 *
 * The rows of orders and transactions are deleted first. Statements that write notices or results lock these rows
 * against deletion, so the later statements find all of their rows.
 */
export async function removeFromMirror(
  { client, manager }: { readonly client: ClientBase; readonly manager: EntityManager },
  ids: AffectedIds,
): Promise<RemovedIds> {
  const orders = [...ids.orderIds];
  const transactions = [...ids.transactionIds];
  const { rows } = await client.query<{ id: string; kind: 'ORDER' | 'TRANSACTION' }>({
    ...REMOVE,
    values: [orders, transactions],
  });
  await manager.delete(OrderNoticeEntity, { orderId: In(orders) });
  const idsOf = (kind: string) => rows.filter((row) => row.kind === kind).map(({ id }) => id);
  return {
    orderIds: idsOf('ORDER'),
    transactionIds: idsOf('TRANSACTION'),
  };
}

const FIND = {
  name: 'find-in-mirror',
  text: `SELECT id FROM lab_order WHERE id = ANY($1::uuid[])
         UNION ALL SELECT id FROM order_transaction WHERE id = ANY($2::uuid[])`,
};

/** The given ids that the mirror contains. */
export async function findInMirror(
  client: ClientBase,
  { orderIds, transactionIds }: AffectedIds,
): Promise<Set<string>> {
  const values = [[...orderIds], [...transactionIds]];
  const { rows } = await client.query<{ id: string }>({ ...FIND, values });
  return new Set(rows.map(({ id }) => id));
}
