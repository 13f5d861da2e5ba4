import type { ClientBase } from 'pg';
import type { Instant } from '../../junction/instant.js';
import type { EventReport, TransactionBlock } from '../../orders/facts.js';
import { Mirror } from '../../orders/mirror.js';
import type { OrderRecord } from '../../orders/order-record.js';
import { transactionOf } from '../../orders/order-view.js';
import { lockSubjects, tryLockSubjects } from './locks.js';

/** The part of the mirror that a batch may change, locked, as it stands in the database. */
export interface LoadedMirror {
  readonly mirror: Mirror;
  /** When each stored order and transaction last changed visibly, by id. */
  readonly changedAt: Map<string, Instant>;
  /** The status that each stored transaction is served with, by id. */
  readonly statuses: ReadonlyMap<string, string>;
}

/** What a batch speaks of. */
export interface Subjects {
  readonly orderIds: Set<string>;
  readonly transactionIds: Set<string>;
}

/** Some orders turned out to belong to transactions that another batch holds: begin again with those locked too. */
export class SubjectsGrew extends Error {
  /** A serialization failure like the database's own, to be repeated like those. */
  readonly code = '40001';
}

/**
 * Locks the subjects and loads them with all orders of the transactions concerned. Transactions that subjects belong
 * to are added to `subjects`.
 *
 * @throws SubjectsGrew
 */
export async function loadLocked(client: ClientBase, subjects: Subjects): Promise<LoadedMirror> {
  await lockSubjects(client, [...subjects.orderIds, ...subjects.transactionIds]);
  return load(client, subjects, async (others) => {
    if (!(await tryLockSubjects(client, others))) throw new SubjectsGrew();
  });
}

/** The same without locks, for tables that no other session sees. */
export function loadUnshared(client: ClientBase, subjects: Subjects): Promise<LoadedMirror> {
  return load(client, subjects, () => Promise.resolve());
}

async function load(
  client: ClientBase,
  subjects: Subjects,
  lockMore: (transactionIds: readonly string[]) => Promise<void>,
): Promise<LoadedMirror> {
  const rows = await loadRows(client, subjects);
  const others = otherTransactions(rows, subjects);
  if (others.length === 0) return assemble(rows);
  for (const id of others) subjects.transactionIds.add(id);
  await lockMore(others);
  return assemble(await loadRows(client, subjects));
}

type Row = OrderRow | EventRow | TransactionRow;

interface OrderRow {
  readonly kind: 'ORDER';
  readonly id: string;
  readonly json: Omit<OrderRecord, 'id' | 'events'>;
  /** When it last changed visibly. */
  readonly at: Instant;
}

interface EventRow {
  readonly kind: 'EVENT';
  /** The order's. */
  readonly id: string;
  readonly at: Instant;
  readonly eventId: number;
  readonly status: string;
  readonly statusDetail: string | null;
}

interface TransactionRow {
  readonly kind: 'TRANSACTION';
  readonly id: string;
  readonly json: TransactionBlock | null;
  readonly at: Instant;
  readonly status: string;
}

/** All by one statement: what costs most of a small batch is the round trips. Orders come before their events. */
async function loadRows(client: ClientBase, subjects: Subjects): Promise<Row[]> {
  const { rows } = await client.query<Row>({
    name: 'load-mirror',
    // Event ids are safe integers; float8 keeps them exact where pg would hand out bigint as text.
    text: `WITH orders AS (
             SELECT id, record, changed_at FROM lab_order
             WHERE id = ANY($1::uuid[]) OR transaction_id = ANY($2::uuid[])
           )
           SELECT 'ORDER' AS kind, id, record AS json, changed_at AS at,
                  NULL::float8 AS "eventId", NULL AS status, NULL AS "statusDetail"
           FROM orders
           UNION ALL
           SELECT 'EVENT', order_id, NULL, created_at, event_id::float8, status, status_detail
           FROM order_event WHERE order_id IN (SELECT id FROM orders)
           UNION ALL
           SELECT 'TRANSACTION', id, block, changed_at, NULL, status, NULL
           FROM order_transaction WHERE id = ANY($2::uuid[])`,
    values: [[...subjects.orderIds], [...subjects.transactionIds]],
  });
  return rows;
}

function otherTransactions(rows: Row[], { orderIds, transactionIds }: Subjects): string[] {
  const owners = rows.flatMap((row) =>
    row.kind === 'ORDER' && orderIds.has(row.id) ? [transactionOf(row.json)] : [],
  );
  return [...new Set(owners)].filter((id) => id !== null).filter((id) => !transactionIds.has(id));
}

function assemble(rows: readonly Row[]): LoadedMirror {
  const mirror = new Mirror();
  const changedAt = new Map<string, Instant>();
  const statuses = new Map<string, string>();
  const histories = new Map<string, Map<number, EventReport>>();
  for (const row of rows) {
    switch (row.kind) {
      case 'ORDER': {
        const events = new Map<number, EventReport>();
        histories.set(row.id, events);
        mirror.orders.set(row.id, { ...row.json, id: row.id, events });
        changedAt.set(row.id, row.at);
        break;
      }
      case 'EVENT': {
        const { id, at: createdAt, eventId, status, statusDetail } = row;
        histories.get(id)?.set(eventId, { eventId, status, statusDetail, createdAt });
        break;
      }
      case 'TRANSACTION':
        mirror.transactions.set(row.id, { id: row.id, block: row.json });
        changedAt.set(row.id, row.at);
        statuses.set(row.id, row.status);
    }
  }
  return { mirror, changedAt, statuses };
}
