import type { ClientBase } from 'pg';
import type { OrderRecord } from '../../orders/order-record.js';
import { viewOrder } from '../../orders/order-view.js';
import type { TransactionRecord } from '../../orders/transaction-record.js';
import type { TransactionView } from '../../orders/transaction-view.js';

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

export interface Changes {
  readonly transactions: readonly TransactionToSave[];
  readonly orders: readonly OrderToSave[];
  readonly events: readonly EventToSave[];
}

/** Writes all changes of a batch by one statement: what costs most of a small batch is the round trips. */
export async function saveChanges(client: ClientBase, changes: Changes): Promise<void> {
  const rows = [
    changes.transactions.map(transactionRow),
    changes.orders.map(orderRow),
    changes.events.map(eventRow),
  ];
  await client.query({ ...SAVE_CHANGES, values: rows.map((list) => JSON.stringify(list)) });
}

function transactionRow({ record, view, changedAt }: TransactionToSave) {
  return {
    id: view.id,
    status: view.status,
    raw_status: view.rawStatus,
    created_at: view.createdAt,
    updated_at: view.updatedAt,
    changed_at: changedAt,
    block: record.block,
  };
}

function orderRow({ record, changedAt }: OrderToSave) {
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
    test_name: view.testName,
    sample_id: view.sampleId,
    interpretation: view.interpretation,
    has_missing_results: view.hasMissingResults,
    expected_result_by: view.expectedResultBy,
    created_at: view.createdAt,
    updated_at: view.updatedAt,
    changed_at: changedAt,
    record: rest,
  };
}

function eventRow(event: EventToSave) {
  return {
    order_id: event.orderId,
    event_id: event.eventId,
    status: event.status,
    status_detail: event.statusDetail,
    created_at: event.createdAt,
  };
}

/** The part of the statement that writes any number of rows, given as one JSON list of objects named by column. */
function upsertInto(
  table: string,
  parameter: string,
  key: readonly string[],
  columns: readonly string[],
): string {
  const values = [...key, ...columns].map((column) =>
    column === 'changed_at' ? 'coalesce(changed_at, clock_timestamp())' : column,
  );
  return `INSERT INTO ${table} (${[...key, ...columns].join(', ')})
    SELECT ${values.join(', ')} FROM json_populate_recordset(NULL::${table}, ${parameter})
    ON CONFLICT (${key.join(', ')})
    DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`;
}

const TRANSACTION_COLUMNS = [
  'status',
  'raw_status',
  'created_at',
  'updated_at',
  'changed_at',
  'block',
];
const ORDER_COLUMNS = [
  'transaction_id',
  'parent_id',
  'user_id',
  'junction_user_id',
  'team_id',
  'origin',
  'status',
  'collection_method',
  'lab',
  'test_name',
  'sample_id',
  'interpretation',
  'has_missing_results',
  'expected_result_by',
  'created_at',
  'updated_at',
  'changed_at',
  'record',
];
const EVENT_COLUMNS = ['status', 'status_detail', 'created_at'];

const SAVE_CHANGES = {
  name: 'save-changes',
  text: `WITH transactions AS (${upsertInto('order_transaction', '$1', ['id'], TRANSACTION_COLUMNS)}),
    orders AS (${upsertInto('lab_order', '$2', ['id'], ORDER_COLUMNS)})
    ${upsertInto('order_event', '$3', ['order_id', 'event_id'], EVENT_COLUMNS)}`,
};
