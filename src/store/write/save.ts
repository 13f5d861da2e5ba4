import type { ClientBase } from 'pg';
import { CHANNEL, payloadsOf, type AnnouncedChange } from '../../orders/live/announce.js';
import type { ServedTransaction } from '../../orders/mirror.js';
import type { OrderRecord } from '../../orders/order-record.js';
import { viewOrder } from '../../orders/order-view.js';
import type { TransactionRecord } from '../../orders/transaction-record.js';
import { CriticalResultEntity, LabAppointmentEntity } from '../appointment-entities.js';
import { LabOrderEntity, OrderEventEntity, OrderTransactionEntity } from '../entities.js';
import { tableOf, type Table } from '../table.js';
import type { SupplementsToSave } from './changed-supplements.js';

/**
 * Rows to write. `changedAt` is the time of the last visible change, or null when the row changes visibly now: the
 * database's clock sets that time.
 */
export interface OrderToSave {
  readonly record: OrderRecord;
  readonly changedAt: string | null;
}

export interface TransactionToSave {
  readonly record: TransactionRecord;
  readonly view: ServedTransaction;
  readonly changedAt: string | null;
}

export interface EventToSave {
  readonly orderId: string;
  readonly eventId: number;
  readonly status: string;
  readonly statusDetail: string | null;
  readonly createdAt: string;
}

export interface Changes extends SupplementsToSave {
  readonly transactions: readonly TransactionToSave[];
  readonly orders: readonly OrderToSave[];
  readonly events: readonly EventToSave[];
  /**
   * The transactions that change visibly. They are announced to all instances when the database transaction commits.
   */
  readonly announced: readonly AnnouncedChange[];
}

const TRANSACTIONS = tableOf(OrderTransactionEntity);
const ORDERS = tableOf(LabOrderEntity);
const EVENTS = tableOf(OrderEventEntity);
const APPOINTMENTS = tableOf(LabAppointmentEntity);
const CRITICAL_RESULTS = tableOf(CriticalResultEntity);

/**
 * Writes and announces all changes of a batch with one statement, because round trips dominate the time of a small
 * batch.
 */
export async function saveChanges(client: ClientBase, changes: Changes): Promise<void> {
  const { transactions, orders, events, appointments, criticalResults } = changes;
  const saved = [transactions, orders, events, appointments, criticalResults];
  if (saved.every((list) => list.length === 0)) return;
  const rows = [
    transactions.map(({ record: { block }, view, changedAt }) =>
      rowOf(TRANSACTIONS, { ...view, changedAt, block }),
    ),
    orders.map(({ record, changedAt }) => rowOf(ORDERS, { ...viewOrder(record), changedAt })),
    events.map((event) => rowOf(EVENTS, { ...event })),
    appointments.map(({ orderId, record, view }) =>
      rowOf(APPOINTMENTS, { ...view, orderId, id: record.id, record }),
    ),
    criticalResults.map((row) => rowOf(CRITICAL_RESULTS, { ...row })),
  ];
  const records = orders.map(({ record }) => storedJson(record)).join('\n');
  const lists = rows.map((list) => JSON.stringify(list));
  const values = [...lists, records, payloadsOf(changes.announced)];
  await client.query({ ...SAVE_CHANGES, values });
}

/** The content of the column `record`, on one line. */
function storedJson(record: OrderRecord): string {
  const { id, events, appointments, criticalResults, ...stored } = record;
  return JSON.stringify(stored);
}

/** The values of a row by the names of its columns. */
function rowOf(
  { columns }: Table,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const { property, name } of columns) row[name] = values[property] ?? null;
  return row;
}

/**
 * The part of the statement that writes any number of rows, given as one JSON list of objects whose keys are the
 * columns.
 *
 * @param records the parameter for the column `record`, one document per line: Postgres would parse a document within the
 *   list twice
 */
function upsertInto({ name, columns }: Table, parameter: string, records?: string): string {
  const names = columns.map((column) => column.name);
  const keys = columns.filter(({ isKey }) => isKey).map((column) => column.name);
  const values = names.map((column) => {
    if (records !== undefined && column === 'record') return 'string_to_table::jsonb';
    return column === 'changed_at' ? 'coalesce(changed_at, clock_timestamp())' : column;
  });
  const rows = `json_populate_recordset(NULL::${name}, ${parameter})`;
  const source = records ? `ROWS FROM (${rows}, string_to_table(${records}, E'\\n'))` : rows;
  const updates = names.filter((column) => !keys.includes(column));
  return `INSERT INTO ${name} (${names.join(', ')})
    SELECT ${values.join(', ')} FROM ${source}
    ON CONFLICT (${keys.join(', ')})
    DO UPDATE SET ${updates.map((column) => `${column} = excluded.${column}`).join(', ')}`;
}

const SAVE_CHANGES = {
  name: 'save-changes',
  text: `WITH transactions AS (${upsertInto(TRANSACTIONS, '$1')}),
    orders AS (${upsertInto(ORDERS, '$2', '$6')}),
    events AS (${upsertInto(EVENTS, '$3')}),
    appointments AS (${upsertInto(APPOINTMENTS, '$4')}),
    critical_results AS (${upsertInto(CRITICAL_RESULTS, '$5')})
    SELECT pg_notify('${CHANNEL}', payload) FROM unnest($7::text[]) AS payload`,
};
