import type { ClientBase } from 'pg';
import type { ReadDatabase } from '../../database/read-database.js';
import { allInOrder } from '../../database/transaction.js';
import type { Instant } from '../../junction/instant.js';
import {
  affectedIdsOf,
  eventIdsOf,
  NO_IDS,
  unionOf,
  type AffectedIds,
} from '../../orders/affected-ids.js';
import type { AppointmentRecord } from '../../orders/appointments.js';
import type { CriticalResult } from '../../orders/critical-results.js';
import type { EventReport, Fact, TransactionBlock } from '../../orders/facts.js';
import { Mirror } from '../../orders/mirror.js';
import { emptyOrder, type OrderRecord, type Supplements } from '../../orders/order-record.js';
import { transactionOf } from '../../orders/order-view.js';
import { statusTimesOf } from '../../orders/status-times.js';
import { extendLocks } from './locks.js';

/** A part of the mirror as the database stores it. */
export interface LoadedMirror {
  readonly mirror: Mirror;
  /** When each stored order and transaction last changed visibly, by id. */
  readonly changedAt: ReadonlyMap<string, Instant>;
  /** The computed columns of each stored transaction, by id. */
  readonly storedTransactions: ReadonlyMap<string, StoredTransaction>;
}

/**
 * The columns of a transaction that are computed from its orders. An earlier release can have computed them by another
 * rule, or not at all (null).
 */
export interface StoredTransaction {
  readonly status: string;
  readonly patientAction: string | null;
  readonly hasRedraw: boolean | null;
  readonly isCritical: boolean | null;
  readonly orderStatuses: readonly string[] | null;
}

/** Which part of the mirror to load. */
export interface PartOfMirror {
  readonly ids: AffectedIds;
  /** The ids of the events to load, by order. An order can have thousands of other events. */
  readonly eventIds: ReadonlyMap<string, ReadonlySet<number>>;
}

/** The part of the mirror that facts name, with further ids. */
export function partOf(facts: readonly Fact[], further = NO_IDS): PartOfMirror {
  return { ids: unionOf(affectedIdsOf(facts), further), eventIds: eventIdsOf(facts) };
}

/**
 * Locks orders and transactions, and loads them with all orders of the transactions. Also locks and loads the
 * transactions to which the orders belong.
 *
 * @throws LockSetGrewError
 */
export function loadLocked(client: ClientBase, part: PartOfMirror): Promise<LoadedMirror> {
  let locked = NO_IDS;
  return load(client, part, async (ids) => {
    locked = await extendLocks(client, locked, ids);
  });
}

/**
 * Loads orders and transactions like {@link loadLocked}, without locking: for reads, for tables of this session alone, and
 * where the caller holds the locks.
 */
export function loadWithoutLocking(
  client: ReadDatabase,
  part: PartOfMirror,
): Promise<LoadedMirror> {
  return load(client, part, () => Promise.resolve());
}

/**
 * Sends the statement that loads directly after the one that locks: Postgres begins it when the locks are held, without
 * waiting for this process.
 */
async function load(
  client: ReadDatabase,
  part: PartOfMirror,
  lock: (ids: AffectedIds) => Promise<void>,
): Promise<LoadedMirror> {
  const [, rows] = await allInOrder([lock(part.ids), loadRows(client, part)]);
  const others = otherTransactions(rows, part.ids);
  if (others.transactionIds.size === 0) return assemble(rows);
  const whole = { ...part, ids: unionOf(part.ids, others) };
  const [, allRows] = await allInOrder([lock(others), loadRows(client, whole)]);
  return assemble(allRows);
}

/** The content of the column `record`. A record of an earlier release lacks the parts that later releases added. */
type StoredRecord = Omit<OrderRecord, 'id' | 'events' | 'statusTimes' | keyof Supplements> &
  Partial<Pick<OrderRecord, 'statusTimes'>>;

type Row =
  LoadedOrder | LoadedEvent | LoadedTransaction | LoadedAppointment | LoadedCriticalResults;

interface LoadedOrder {
  readonly kind: 'ORDER';
  readonly id: string;
  readonly json: StoredRecord;
  /** The time of the last visible change. */
  readonly at: Instant;
}

interface LoadedEvent {
  readonly kind: 'EVENT';
  /** The order's id. */
  readonly id: string;
  readonly at: Instant;
  readonly eventId: number;
  readonly status: string;
  readonly statusDetail: string | null;
}

interface LoadedAppointment {
  readonly kind: 'APPOINTMENT';
  /** The order's id. */
  readonly id: string;
  readonly json: AppointmentRecord;
}

interface LoadedCriticalResults {
  readonly kind: 'CRITICAL_RESULTS';
  /** The order's id. */
  readonly id: string;
  readonly json: readonly CriticalResult[];
}

interface LoadedTransaction {
  readonly kind: 'TRANSACTION';
  readonly id: string;
  readonly json: TransactionBlock | null;
  readonly at: Instant;
  readonly stored: StoredTransaction;
}

/**
 * Loads everything with one statement, because a small batch spends most of its time on round trips. Each id is
 * looked up separately (LATERAL with OFFSET 0), so Postgres cannot join with a whole table. Event ids are safe
 * integers: float8 represents them exactly, while the driver would return a bigint as text.
 */
const LOAD = {
  name: 'load-mirror',
  text: `WITH concerned AS (
           SELECT unnest($1::uuid[]) AS id
           UNION
           SELECT member.id FROM unnest($2::uuid[]) AS named (id)
           CROSS JOIN LATERAL (SELECT id FROM lab_order WHERE transaction_id = named.id OFFSET 0) AS member
         ), orders AS (
           SELECT it.id, record, changed_at FROM concerned
           CROSS JOIN LATERAL (SELECT * FROM lab_order WHERE id = concerned.id OFFSET 0) AS it
         )
         SELECT 'ORDER' AS kind, id, record AS json, changed_at AS at,
                NULL::float8 AS "eventId", NULL AS status, NULL AS "statusDetail", NULL::json AS stored
         FROM orders
         UNION ALL
         SELECT 'EVENT', it.order_id, NULL, created_at, it.event_id::float8, status, status_detail, NULL
         FROM unnest($3::uuid[], $4::bigint[]) AS named (order_id, event_id)
         CROSS JOIN LATERAL (
           SELECT * FROM order_event
           WHERE order_id = named.order_id AND event_id = named.event_id OFFSET 0
         ) AS it
         UNION ALL
         SELECT 'EVENT', order_id, NULL, created_at, event_id::float8, status, status_detail, NULL
         FROM orders
         CROSS JOIN LATERAL (SELECT * FROM order_event WHERE order_id = orders.id OFFSET 0) AS it
         WHERE NOT record ? 'statusTimes'
         UNION ALL
         SELECT 'APPOINTMENT', order_id, record, NULL, NULL, NULL, NULL, NULL
         FROM concerned
         CROSS JOIN LATERAL (SELECT * FROM lab_appointment WHERE order_id = concerned.id OFFSET 0) AS it
         UNION ALL
         SELECT 'CRITICAL_RESULTS', order_id, results, NULL, NULL, NULL, NULL, NULL
         FROM concerned
         CROSS JOIN LATERAL (SELECT * FROM critical_result WHERE order_id = concerned.id OFFSET 0) AS it
         UNION ALL
         SELECT 'TRANSACTION', it.id, block, changed_at, NULL, NULL, NULL,
                json_build_object('status', status, 'patientAction', patient_action,
                  'hasRedraw', has_redraw, 'isCritical', is_critical, 'orderStatuses', order_statuses)
         FROM unnest($2::uuid[]) AS named (id)
         CROSS JOIN LATERAL (SELECT * FROM order_transaction WHERE id = named.id OFFSET 0) AS it`,
};

async function loadRows(client: ReadDatabase, { ids, eventIds }: PartOfMirror): Promise<Row[]> {
  const events = [...eventIds].flatMap(([orderId, named]) =>
    Array.from(named, (eventId) => ({ orderId, eventId })),
  );
  const { rows } = await client.query<Row>({
    ...LOAD,
    values: [
      [...ids.orderIds],
      [...ids.transactionIds],
      events.map(({ orderId }) => orderId),
      events.map(({ eventId }) => eventId),
    ],
  });
  return rows;
}

/** The transactions to which the orders belong, except the ones that are already loaded. */
function otherTransactions(rows: Row[], { orderIds, transactionIds }: AffectedIds): AffectedIds {
  const others = rows.flatMap((row) => {
    const id = row.kind === 'ORDER' && orderIds.has(row.id) ? transactionOf(row.json) : null;
    return id === null || transactionIds.has(id) ? [] : [id];
  });
  return { orderIds: new Set(), transactionIds: new Set(others) };
}

function assemble(rows: readonly Row[]): LoadedMirror {
  const mirror = new Mirror();
  const changedAt = new Map<string, Instant>();
  const storedTransactions = new Map<string, StoredTransaction>();
  const histories = eventsByOrder(rows);
  for (const row of rows) {
    switch (row.kind) {
      case 'EVENT':
        break;
      case 'ORDER': {
        const events = histories.get(row.id) ?? new Map<number, EventReport>();
        const statusTimes = row.json.statusTimes ?? statusTimesOf(events.values());
        mirror.orders.set(row.id, { ...emptyOrder(row.id), ...row.json, events, statusTimes });
        changedAt.set(row.id, row.at);
        break;
      }
      case 'APPOINTMENT': {
        const { appointments = [] } = mirror.supplements.get(row.id) ?? {};
        mirror.supplement(row.id, { appointments: [...appointments, row.json] });
        break;
      }
      case 'CRITICAL_RESULTS':
        mirror.supplement(row.id, { criticalResults: row.json });
        break;
      case 'TRANSACTION':
        mirror.transactions.set(row.id, { id: row.id, block: row.json });
        changedAt.set(row.id, row.at);
        storedTransactions.set(row.id, row.stored);
    }
  }
  return { mirror, changedAt, storedTransactions };
}

function eventsByOrder(rows: readonly Row[]): Map<string, Map<number, EventReport>> {
  const histories = new Map<string, Map<number, EventReport>>();
  for (const row of rows) {
    if (row.kind !== 'EVENT') continue;
    const { id, at: createdAt, eventId, status, statusDetail } = row;
    const history = histories.get(id) ?? new Map<number, EventReport>();
    history.set(eventId, { eventId, status, statusDetail, createdAt });
    histories.set(id, history);
  }
  return histories;
}
