import { later, earlier, type Instant } from '../junction/instant.js';
import { lifecycleRank } from '../junction/statuses.js';
import type { AppointmentRecord } from './appointments.js';
import type { CriticalResult } from './critical-results.js';
import {
  factHash,
  type BlockEntry,
  type EventReport,
  type OrderReport,
  type TrackedOrder,
} from './facts.js';
import { joinOrdered, type OrderedLayer } from './ordered-parts.js';
import { greater } from './ordering.js';
import { joinStatusTimes, type StatusTimes } from './status-times.js';
import { joinTest, type TestIdentity } from './test-identity.js';
import { newer, versioned, type Versioned } from './versioned.js';

/**
 * Everything received about one order. Every part is a join: the greatest of the received values by a total order, or a
 * set that only grows. So the record is a function of the set of facts, whatever their order, and a repeated fact
 * changes nothing. {@link viewOrder} computes the state of the order from it.
 */
export interface OrderRecord extends Supplements {
  readonly id: string;
  /**
   * Keyed by id. For a stored order, only the events that the pending facts name are loaded, so no rule may depend on
   * all events.
   */
  readonly events: ReadonlyMap<number, EventReport>;
  readonly statusTimes: StatusTimes;
  /** The newest report of the order's own. */
  readonly snapshot: Snapshot | null;
  /** The newest claim of a block about the order's status. */
  readonly claim: Claim | null;
  /** The transaction named by the newest own report that names one. */
  readonly ownTransaction: Versioned<string> | null;
  /** The transaction whose block lists the order: the newest entry. */
  readonly listedIn: Listing | null;
  /** The greatest transaction to which an appointment links the order; absent without such an appointment. */
  readonly appointedIn?: string;
  /** The transaction and the person that the company recorded with `trackOrder`. */
  readonly tracked: { readonly transactionId: string; readonly userId: string } | null;
  /** The patient named by the newest own report that names one. */
  readonly user: Versioned<string> | null;
  /** Junction's id of the patient in that report. */
  readonly junctionUser: Versioned<string> | null;
  readonly origin: string | null;
  readonly parentId: string | null;
  /** Whether any of the order's own reports had the interpretation `critical`; absent where none had. */
  readonly flaggedCritical?: true;
  /** Whether two different origins or parents were received. */
  readonly contradicted: boolean;
  readonly listedCreatedAt: Instant | null;
  /** The newest time in anything received. */
  readonly latestAt: Instant | null;
  /** The test that the newest report naming one names; absent where that report is the snapshot. */
  readonly test?: Versioned<TestIdentity> | undefined;
  /** What was ordered. Absent until a report of this release or a later one is received. */
  readonly ordered?: readonly OrderedLayer[] | undefined;
}

/** What was received about an order apart from its own reports, possibly before the order itself. */
export interface Supplements {
  readonly appointments: readonly AppointmentRecord[];
  readonly criticalResults: readonly CriticalResult[];
}

export const NO_SUPPLEMENTS: Supplements = { appointments: [], criticalResults: [] };

/** A report without the parts that are joined separately. */
export interface Snapshot extends Omit<
  OrderReport,
  'kind' | 'orderId' | 'userId' | 'events' | 'block' | 'origin' | 'ordered'
> {
  readonly version: string;
}

/** What a block's entry reports about the status of its order. */
export interface Claim {
  readonly lowStatus: string;
  readonly statusAt: Instant | null;
  readonly updatedAt: Instant | null;
}

interface Listing {
  readonly transactionId: string;
  readonly statusAt: Instant | null;
  readonly updatedAt: Instant | null;
}

export function emptyOrder(id: string): OrderRecord {
  return {
    id,
    events: new Map(),
    statusTimes: {},
    snapshot: null,
    claim: null,
    ownTransaction: null,
    listedIn: null,
    tracked: null,
    user: null,
    junctionUser: null,
    origin: null,
    parentId: null,
    ...NO_SUPPLEMENTS,
    contradicted: false,
    listedCreatedAt: null,
    latestAt: null,
  };
}

/** Joins the order's own report. Returns the same object when nothing is new. */
export function joinReport(record: OrderRecord, report: OrderReport): OrderRecord {
  const version = versionOf(report);
  const { kind, orderId, userId, events, block, origin, ordered, ...rest } = report;
  const snapshot: Snapshot = { ...rest, version };
  const joined = withChanges(record, {
    events: joinEvents(record.events, events),
    statusTimes: joinStatusTimes(record.statusTimes, events),
    snapshot: newer(record.snapshot, snapshot),
    ownTransaction: newer(record.ownTransaction, versioned(version, block?.transactionId)),
    user: newer(record.user, versioned(version, userId)),
    junctionUser: newer(
      record.junctionUser,
      versioned(version, userId === null ? null : report.junctionUserId),
    ),
    test: joinTest(record, snapshot),
    ordered: joinOrdered(record.ordered, version, ordered),
    ...joinIdentity(record, origin, null),
    latestAt: [...events.map((event) => event.createdAt), report.updatedAt].reduce(
      later,
      record.latestAt,
    ),
  });
  return report.interpretation === 'critical' ? withFlag(joined) : joined;
}

/** Adds the flag to a record of an earlier release. Returns the same object when it needs none. */
export function withCriticalFlag(record: OrderRecord): OrderRecord {
  return record.snapshot?.interpretation === 'critical' ? withFlag(record) : record;
}

function withFlag(record: OrderRecord): OrderRecord {
  return record.flaggedCritical === true ? record : { ...record, flaggedCritical: true };
}

/** Joins an entry of a transaction's block. Returns the same object when nothing is new. */
export function joinEntry(
  record: OrderRecord,
  transactionId: string,
  entry: BlockEntry,
): OrderRecord {
  const { lowStatus, statusAt, updatedAt } = entry;
  const claim = lowStatus === null ? null : { lowStatus, statusAt, updatedAt };
  return withChanges(record, {
    claim: greater<Claim>(record.claim, claim, (it) => [
      it.statusAt,
      it.updatedAt,
      lifecycleRank(it.lowStatus),
      it.lowStatus,
    ]),
    listedIn: greater<Listing>(record.listedIn, { transactionId, statusAt, updatedAt }, (it) => [
      it.statusAt,
      it.updatedAt,
      it.transactionId,
    ]),
    ...joinIdentity(record, entry.origin, entry.parentId),
    listedCreatedAt: earlier(record.listedCreatedAt, entry.createdAt),
    latestAt: later(later(record.latestAt, statusAt), updatedAt),
  });
}

/** Joins a `trackOrder`. Returns the same object when nothing is new. */
export function joinTracked(record: OrderRecord, fact: TrackedOrder): OrderRecord {
  const { transactionId, userId } = fact;
  return withChanges(record, {
    tracked: greater(record.tracked, { transactionId, userId }, (it) => [
      it.transactionId,
      it.userId,
    ]),
  });
}

/** Joins an appointment that links the order to a transaction. Returns the same object when nothing is new. */
export function joinLink(record: OrderRecord, transactionId: string): OrderRecord {
  const { appointedIn } = record;
  return appointedIn !== undefined && appointedIn >= transactionId
    ? record
    : { ...record, appointedIn: transactionId };
}

/**
 * A sortable text for the reports of one order, oldest first: number of events, greatest event id, time of the last
 * event, `updated_at`, how much the report contains, then the hash as a last resort. Junction does not document its
 * clocks as monotone, but a history only grows. A report that an earlier release parsed contains less than the same
 * report now, so the new one wins.
 */
function versionOf(report: OrderReport): string {
  const ids = report.events.map((event) => event.eventId);
  return [
    String(ids.length).padStart(6, '0'),
    // Shifted, so that negative ids sort as text too.
    String(BigInt(Math.max(...ids)) + 10n ** 16n).padStart(17, '0'),
    report.lastEvent.createdAt,
    report.updatedAt,
    String(Object.values(report).filter((part) => part !== null).length).padStart(2, '0'),
    factHash(report),
  ].join(' ');
}

function joinEvents(
  known: ReadonlyMap<number, EventReport>,
  received: readonly EventReport[],
): ReadonlyMap<number, EventReport> {
  const joined = new Map(known);
  let grown = false;
  for (const event of received) {
    const before = joined.get(event.eventId) ?? null;
    const after = greaterEvent(before, event);
    if (after === before) continue;
    joined.set(event.eventId, after);
    grown = true;
  }
  return grown ? joined : known;
}

/** Of two events with one id, the greater by time, then status. */
export function greaterEvent(known: EventReport | null, received: EventReport): EventReport {
  const keyOf = (it: EventReport) => [it.createdAt, it.status, it.statusDetail];
  return greater(known, received, keyOf) ?? received;
}

/** Origin and parent do not change; if two ever differ, the smaller is used, so that the order of arrival does not matter. */
function joinIdentity(record: OrderRecord, origin: string | null, parentId: string | null) {
  return {
    origin: smaller(record.origin, origin),
    parentId: smaller(record.parentId, parentId),
    contradicted:
      record.contradicted || differ(record.origin, origin) || differ(record.parentId, parentId),
  };
}

function smaller(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return b < a ? b : a;
}

function differ(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a !== b;
}

/** Returns the record with these parts; the same object when it contains all of them. */
function withChanges(record: OrderRecord, parts: Partial<OrderRecord>): OrderRecord {
  const names = Object.keys(parts) as (keyof OrderRecord)[];
  return names.every((name) => parts[name] === record[name]) ? record : { ...record, ...parts };
}
