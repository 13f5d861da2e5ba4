import { hash } from 'node:crypto';
import type { Instant } from '../junction/instant.js';
import type { AppointmentAbsence, AppointmentReport } from './appointment-facts.js';
import type { CriticalResultReport } from './critical-results.js';
import type { OrderDetails } from './order-details.js';
import type { OrderedParts } from './ordered-parts.js';

/**
 * A message about orders, reduced to what the merge and the graph need. A fact contains no names, addresses of persons,
 * phone numbers, e-mail addresses, birth dates or notes, and the inbox stores nothing else of a message. A log of facts that
 * join into the state is the state-based CRDT of the literature (Shapiro et al., 2011).
 */
export type Fact =
  | OrderReport
  | TransactionReport
  | TrackedOrder
  | AppointmentReport
  | AppointmentAbsence
  | CriticalResultReport;

/** A complete order, by its own webhook or by `GET /v3/order`. */
export interface OrderReport extends OrderDetails {
  readonly kind: 'ORDER';
  readonly orderId: string;
  readonly teamId: string;
  /** Junction's own id of the patient. */
  readonly junctionUserId: string;
  /** The company's id of the patient (`client_user_id`), an opaque text; null where the source does not carry it. */
  readonly userId: string | null;
  /** The usable events, one for each id, sorted by id; `lastEvent` is among them. */
  readonly events: readonly EventReport[];
  /** The event that gives the order its present status. */
  readonly lastEvent: EventReport;
  readonly origin: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** The transaction that the order was embedded in; null does not unlink it. */
  readonly block: TransactionBlock | null;
  /** Absent in facts that an earlier release stored. */
  readonly ordered?: OrderedParts;
}

export interface EventReport {
  readonly eventId: number;
  /** Junction's words, e.g. `received.walk_in_test.ordered`. */
  readonly status: string;
  readonly statusDetail: string | null;
  readonly createdAt: Instant;
}

/** A transaction on its own, by `GET /v3/order_transaction`. */
export interface TransactionReport {
  readonly kind: 'TRANSACTION';
  readonly block: TransactionBlock;
}

/** A transaction with an entry for each of its orders. */
export interface TransactionBlock {
  readonly transactionId: string;
  readonly status: string;
  /** One an order, sorted by order id. */
  readonly entries: readonly BlockEntry[];
}

/** A block's entry for one order. */
export interface BlockEntry {
  readonly orderId: string;
  readonly lowStatus: string | null;
  readonly statusAt: Instant | null;
  readonly origin: string | null;
  readonly parentId: string | null;
  readonly createdAt: Instant | null;
  readonly updatedAt: Instant | null;
}

/** An order that the company recorded with `trackOrder`, before its first webhook. */
export interface TrackedOrder {
  readonly kind: 'TRACK';
  readonly orderId: string;
  readonly transactionId: string;
  readonly userId: string;
}

/** The parts of a tracked order that contradict the mirror. */
export type Contradictions = readonly ('transactionId' | 'userId')[];

/** Returns the parts of a tracked order that differ from the mirror; null contradicts nothing. */
export function contradictionsTo(
  known: Readonly<Record<Contradictions[number], string | null>>,
  tracked: TrackedOrder,
): Contradictions {
  return (['transactionId', 'userId'] as const).filter(
    (part) => known[part] !== null && known[part] !== tracked[part],
  );
}

/** The JSON of plain data with sorted keys: equal facts have equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sortedCopy(value) ?? null);
}

/** An object without a prototype, in which `__proto__` is a key like any other. V8 is slower with Object.create(null). */
const PlainObject = function () {} as unknown as new () => Record<string, unknown>;
PlainObject.prototype = Object.create(null) as object;

function sortedCopy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedCopy);
  if (typeof value !== 'object' || value === null) return value;
  const parts = value as Readonly<Record<string, unknown>>;
  const copy = new PlainObject();
  for (const name of Object.keys(parts).sort()) copy[name] = sortedCopy(parts[name]);
  return copy;
}

/** The sha256 of the canonical JSON of a fact, or of a part of it, in hexadecimal. */
export function factHash(value: object): string {
  return hash('sha256', canonicalJson(value));
}
