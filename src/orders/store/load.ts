import type { ClientBase } from 'pg';
import type { Instant } from '../../junction/instant.js';
import type { EventReport, TransactionBlock } from '../facts.js';
import { Mirror } from '../mirror.js';
import type { OrderRecord } from '../order-record.js';
import { transactionOf } from '../order-view.js';
import { lockSubjects, tryLockSubjects } from './locks.js';

/** The part of the mirror that a batch may change, locked, as it stands in the database. */
export interface LoadedMirror {
  readonly mirror: Mirror;
  /** When each stored order and transaction last changed visibly, by id. */
  readonly changedAt: Map<string, Instant>;
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
  let orders = await loadOrders(client, subjects);
  const others = otherTransactions(orders, subjects);
  if (others.length > 0) {
    for (const id of others) subjects.transactionIds.add(id);
    await lockMore(others);
    orders = await loadOrders(client, subjects);
  }
  const ids = orders.map((order) => order.id);
  const events = await loadEvents(client, ids);
  return assemble(orders, events, await loadTransactions(client, subjects));
}

interface OrderRow {
  id: string;
  record: Omit<OrderRecord, 'id' | 'events'>;
  changedAt: Instant;
}

interface TransactionRow {
  id: string;
  block: TransactionBlock | null;
  changedAt: Instant;
}

interface EventRow extends EventReport {
  orderId: string;
}

async function loadOrders(client: ClientBase, subjects: Subjects): Promise<OrderRow[]> {
  const { rows } = await client.query<OrderRow>({
    name: 'load-orders',
    text: `SELECT id, record, changed_at AS "changedAt" FROM lab_order
           WHERE id = ANY($1::uuid[]) OR transaction_id = ANY($2::uuid[])`,
    values: [[...subjects.orderIds], [...subjects.transactionIds]],
  });
  return rows;
}

async function loadEvents(client: ClientBase, orderIds: string[]): Promise<EventRow[]> {
  const { rows } = await client.query<EventRow>({
    name: 'load-events',
    // Event ids are safe integers; float8 keeps them exact where pg would hand out bigint as text.
    text: `SELECT order_id AS "orderId", event_id::float8 AS "eventId", status,
                  status_detail AS "statusDetail", created_at AS "createdAt"
           FROM order_event WHERE order_id = ANY($1::uuid[])`,
    values: [orderIds],
  });
  return rows;
}

async function loadTransactions(client: ClientBase, subjects: Subjects): Promise<TransactionRow[]> {
  const { rows } = await client.query<TransactionRow>({
    name: 'load-transactions',
    text: `SELECT id, block, changed_at AS "changedAt" FROM order_transaction
           WHERE id = ANY($1::uuid[])`,
    values: [[...subjects.transactionIds]],
  });
  return rows;
}

function otherTransactions(rows: OrderRow[], { orderIds, transactionIds }: Subjects): string[] {
  const owners = rows
    .filter((row) => orderIds.has(row.id))
    .map((row) => transactionOf(row.record))
    .filter((id) => id !== null);
  return [...new Set(owners)].filter((id) => !transactionIds.has(id));
}

function assemble(
  orders: OrderRow[],
  events: EventRow[],
  transactions: TransactionRow[],
): LoadedMirror {
  const mirror = new Mirror();
  const changedAt = new Map<string, Instant>();
  const history = new Map(orders.map(({ id }) => [id, new Map<number, EventReport>()]));
  for (const { orderId, ...event } of events) history.get(orderId)?.set(event.eventId, event);
  for (const { id, record, changedAt: at } of orders) {
    mirror.orders.set(id, { ...record, id, events: history.get(id) ?? new Map() });
    changedAt.set(id, at);
  }
  for (const { id, block, changedAt: at } of transactions) {
    mirror.transactions.set(id, { id, block });
    changedAt.set(id, at);
  }
  return { mirror, changedAt };
}
