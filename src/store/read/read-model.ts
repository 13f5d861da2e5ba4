import type { OrderedParts } from '../../orders/ordered-parts.js';
import type { LabAppointmentEntity } from '../appointment-entities.js';
import type { LabOrderEntity, OrderEventEntity, OrderTransactionEntity } from '../entities.js';
import type { Instant } from '../../junction/instant.js';
import type { PatientAction } from '../../orders/patient-action.js';
import type { TRANSACTION_STATUSES } from '../../junction/statuses.js';

/**
 * A row of the graph, with the columns of its entity. Rows may be shared with concurrent requests, so they must
 * not be changed. Times are text as Postgres writes it, e.g. `2026-03-06 10:02:17.30383+00`; see `toInstant`.
 */
type Served<Entity, Omitted extends keyof Entity> = Readonly<Omit<Entity, Omitted>>;

/** A transaction. `status` and `rawStatus` are Junction's words, e.g. `active`. */
export interface TransactionRow extends Served<
  OrderTransactionEntity,
  'block' | 'orders' | 'hasRedraw' | 'isCritical' | 'orderStatuses'
> {
  /** Its orders. Null where the transaction was read through one of its orders: the other orders were not read. */
  readonly members: TransactionMembers | null;
}

export interface TransactionMembers {
  /** The orders that the viewer may read, by creation time, the initial order first, then by id. */
  readonly orders: OrderRow[];
  /** Whether the viewer may read every order, and so the results that Junction combines from all of them. */
  readonly areComplete: boolean;
}

/** An order. All words are Junction's own; unknown ones pass through. `userId` is the company's id of the patient. */
export interface OrderRow extends Served<
  LabOrderEntity,
  'junctionUserId' | 'teamId' | 'record' | 'transaction' | 'parent' | 'events'
> {
  /** Null where it is not in the mirror, or not yet. */
  readonly transaction: TransactionRow | null;
}

/** One event of an order. `status` is Junction's three words. */
export interface OrderEventRow extends Served<OrderEventEntity, 'eventId' | 'order'> {
  readonly eventId: number;
  /** The user of the event's order. */
  readonly userId: string | null;
}

/** What was ordered: the parts that Junction has sent so far. */
export interface OrderedRow {
  readonly orderId: string;
  /** The user of the order. */
  readonly userId: string | null;
  readonly parts: OrderedParts;
}

/** An appointment of an order. All words are Junction's own. */
export interface AppointmentRow extends Served<LabAppointmentEntity, 'record' | 'updatedAt'> {
  /** The time of the newest event. */
  readonly updatedAt: Instant;
  /** The user of the appointment's order. */
  readonly userId: string | null;
}

/**
 * The columns to read, chosen once for a document: `SUMMARY` is what lists usually show (see `mirrorColumns`), `FULL`
 * every served column.
 */
export type ColumnSet = 'SUMMARY' | 'FULL';

/** One of Junction's words, or `other` for every undocumented word. */
export type StatusGroup = (typeof TRANSACTION_STATUSES)[number] | 'other';

/**
 * A filter by the orders of a transaction: all conditions that are not null must hold. Orders that the viewer may not
 * read do not count; where there are such orders, the patient action is `UNKNOWN`.
 */
export interface TransactionFilter {
  /** An order has one of these low statuses; `unknown` for undocumented ones. */
  readonly orderStatuses: readonly string[] | null;
  readonly hasRedraw: boolean | null;
  readonly isCritical: boolean | null;
  readonly patientActions: readonly PatientAction[] | null;
}

/** Selects transactions, and a part of their list. */
export interface TransactionPage {
  /** Null: all. */
  readonly statuses: readonly StatusGroup[] | null;
  /** Absent: all. */
  readonly filter?: TransactionFilter;
  /** Only transactions that changed visibly after this time. Null: all. */
  readonly changedAfter: Instant | null;
  /** The page begins after this position of the list. Null: at the beginning. */
  readonly after: ListPosition | null;
  /** How many at most. */
  readonly limit: number;
}

/** A position in the list of transactions; it does not move when transactions are added or removed. */
export interface ListPosition {
  readonly createdAt: Instant | null;
  readonly id: string;
}
