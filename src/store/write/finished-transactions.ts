import type { ClientBase } from 'pg';
import type { DataSource } from 'typeorm';
import { pagesById } from './pages-by-id.js';

const PAGE_SIZE = 1_000;

/** Whether a transaction is completed or cancelled and did not change for `$2` days. */
const IS_FINISHED = `it.status IN ('completed', 'cancelled')
  AND coalesce(it.updated_at, it.changed_at) < now() - $2 * interval '1 day'
  AND EXISTS (SELECT FROM lab_order WHERE transaction_id = it.id)`;

/**
 * A page of all transactions. Each statement reads a bounded part of the table, whatever share of the transactions
 * has finished.
 */
const PAGE = `
  SELECT it.id, ${IS_FINISHED} AS "isFinished"
  FROM (SELECT * FROM order_transaction WHERE id > $1 ORDER BY id LIMIT ${PAGE_SIZE}) AS it
  ORDER BY it.id`;

/** The ids of finished transactions, page by page. */
export async function* finishedTransactions(
  dataSource: DataSource,
  days: number,
): AsyncGenerator<string[]> {
  const pages = pagesById<{ id: string; isFinished: boolean }>((after) =>
    dataSource.query(PAGE, [after, days]),
  );
  for await (const rows of pages) {
    yield rows.flatMap(({ id, isFinished }) => (isFinished ? [id] : []));
  }
}

const ORDERS_OF = {
  name: 'orders-of-transactions',
  text: 'SELECT id FROM lab_order WHERE transaction_id = ANY($1::uuid[])',
};

export function findOrdersOf(
  client: ClientBase,
  transactionIds: readonly string[],
): Promise<string[]> {
  return readIds(client, { ...ORDERS_OF, values: [transactionIds] });
}

const FINISHED_ORDERS = {
  name: 'finished-orders',
  text: `SELECT lab_order.id FROM order_transaction AS it
         JOIN lab_order ON lab_order.transaction_id = it.id
         WHERE it.id = ANY($1::uuid[]) AND ${IS_FINISHED}`,
};

/** The orders of the given transactions that are finished. */
export function findFinishedOrders(
  client: ClientBase,
  transactionIds: readonly string[],
  days: number,
): Promise<string[]> {
  return readIds(client, { ...FINISHED_ORDERS, values: [transactionIds, days] });
}

async function readIds(
  client: ClientBase,
  query: { name: string; text: string; values: unknown[] },
): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(query);
  return rows.map(({ id }) => id);
}
