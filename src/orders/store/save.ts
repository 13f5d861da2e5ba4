import type { ClientBase } from 'pg';
import type { OrderRecord } from '../order-record.js';
import { viewOrder } from '../order-view.js';
import type { TransactionRecord } from '../transaction-record.js';
import type { TransactionView } from '../transaction-view.js';

/**
 * Rows to write. `changedAt` is when the row last changed visibly, and null when it does so now: the database's clock
 * gives that time.
 */
export interface OrderToSave {
  readonly record: OrderRecord;
  readonly changedAt: string | null;
}

export interface TransactionToSave {
  readonly record: TransactionRecord;
  readonly view: TransactionView;
  readonly changedAt: string | null;
}

export interface EventToSave {
  readonly orderId: string;
  readonly eventId: number;
  readonly status: string;
  readonly statusDetail: string | null;
  readonly createdAt: string;
}

export async function saveTransactions(
  client: ClientBase,
  transactions: readonly TransactionToSave[],
): Promise<void> {
  const rows = transactions.map(({ record, view, changedAt }) => ({
    id: view.id,
    status: view.status,
    raw_status: view.rawStatus,
    created_at: view.createdAt,
    updated_at: view.updatedAt,
    changed_at: changedAt,
    block: record.block,
  }));
  await upsert(client, SAVE_TRANSACTIONS, rows);
}

export async function saveOrders(
  client: ClientBase,
  orders: readonly OrderToSave[],
): Promise<void> {
  const rows = orders.map(({ record, changedAt }) => {
    const { id, events, ...rest } = record;
    const view = viewOrder(record);
    return {
      id,
      transaction_id: view.transactionId,
      parent_id: view.parentId,
      user_id: view.userId,
      junction_user_id: view.junctionUserId,
      team_id: view.teamId,
      origin: view.origin,
      status: view.status,
      collection_method: view.collectionMethod,
      lab: view.lab,
      sample_id: view.sampleId,
      interpretation: view.interpretation,
      has_missing_results: view.hasMissingResults,
      expected_result_by: view.expectedResultBy,
      created_at: view.createdAt,
      updated_at: view.updatedAt,
      changed_at: changedAt,
      record: rest,
    };
  });
  await upsert(client, SAVE_ORDERS, rows);
}

export async function saveEvents(
  client: ClientBase,
  events: readonly EventToSave[],
): Promise<void> {
  const rows = events.map((event) => ({
    order_id: event.orderId,
    event_id: event.eventId,
    status: event.status,
    status_detail: event.statusDetail,
    created_at: event.createdAt,
  }));
  await upsert(client, SAVE_EVENTS, rows);
}

interface Upsert {
  readonly name: string;
  readonly text: string;
}

const SAVE_TRANSACTIONS = upsertOf(
  'order_transaction',
  ['id'],
  ['status', 'raw_status', 'created_at', 'updated_at', 'changed_at', 'block'],
);
const SAVE_ORDERS = upsertOf(
  'lab_order',
  ['id'],
  [
    'transaction_id',
    'parent_id',
    'user_id',
    'junction_user_id',
    'team_id',
    'origin',
    'status',
    'collection_method',
    'lab',
    'sample_id',
    'interpretation',
    'has_missing_results',
    'expected_result_by',
    'created_at',
    'updated_at',
    'changed_at',
    'record',
  ],
);
const SAVE_EVENTS = upsertOf(
  'order_event',
  ['order_id', 'event_id'],
  ['status', 'status_detail', 'created_at'],
);

/** One statement that writes any number of rows, given as one JSON list of objects named by column. */
function upsertOf(table: string, key: readonly string[], columns: readonly string[]): Upsert {
  const values = [...key, ...columns].map((column) =>
    column === 'changed_at' ? 'coalesce(changed_at, clock_timestamp())' : column,
  );
  return {
    name: `save-${table}`,
    text: `INSERT INTO ${table} (${[...key, ...columns].join(', ')})
           SELECT ${values.join(', ')} FROM json_populate_recordset(NULL::${table}, $1)
           ON CONFLICT (${key.join(', ')})
           DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`,
  };
}

async function upsert(client: ClientBase, statement: Upsert, rows: readonly object[]) {
  if (rows.length > 0) await client.query({ ...statement, values: [JSON.stringify(rows)] });
}
