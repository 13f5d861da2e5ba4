import type { ClientBase } from 'pg';
import type { Instant } from '../../junction/instant.js';
import { NO_IDS, unionOf, type AffectedIds } from '../../orders/affected-ids.js';
import type { EventReport, TransactionBlock } from '../../orders/facts.js';
import { Mirror } from '../../orders/mirror.js';
import type { OrderRecord } from '../../orders/order-record.js';
import { transactionOf } from '../../orders/order-view.js';
import { extendLocks } from './locks.js';

/** A part of the mirror as the database stores it. */
export interface LoadedMirror {
  readonly mirror: Mirror;
  /** When each stored order and transaction last changed visibly, by id. */
  readonly changedAt: ReadonlyMap<string, Instant>;
  /** The status that each stored transaction is served with, by id. */
  readonly statuses: ReadonlyMap<string, string>;
}

/**
 * Locks orders and transactions and loads them with all orders of the transactions. The transactions to which the orders
 * belong are locked and loaded too.
 *
 * @throws LockSetGrewError
 */
export async function loadLocked(client: ClientBase, ids: AffectedIds): Promise<LoadedMirror> {
  const locked = await extendLocks(client, NO_IDS, ids);
  return load(client, ids, (owners) => extendLocks(client, locked, owners));
}

/** The same without locks, for tables that no other session reads. */
export function loadUnshared(client: ClientBase, ids: AffectedIds): Promise<LoadedMirror> {
  return load(client, ids, () => Promise.resolve());
}

async function load(
  client: ClientBase,
  ids: AffectedIds,
  lock: (owners: AffectedIds) => Promise<unknown>,
): Promise<LoadedMirror> {
  const rows = await loadRows(client, ids);
  const owners = otherOwners(rows, ids);
  if (owners.transactionIds.size === 0) return assemble(rows);
  await lock(owners);
  return assemble(await loadRows(client, unionOf(ids, owners)));
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

/** By one statement: a small batch spends most of its time on round trips. Orders precede their events. */
async function loadRows(client: ClientBase, ids: AffectedIds): Promise<Row[]> {
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
    values: [[...ids.orderIds], [...ids.transactionIds]],
  });
  return rows;
}

/** The transactions to which the orders belong, except those that are loaded. */
function otherOwners(rows: Row[], { orderIds, transactionIds }: AffectedIds): AffectedIds {
  const owners = rows.flatMap((row) => {
    const owner = row.kind === 'ORDER' && orderIds.has(row.id) ? transactionOf(row.json) : null;
    return owner === null || transactionIds.has(owner) ? [] : [owner];
  });
  return { orderIds: new Set(), transactionIds: new Set(owners) };
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
