import type { serialization } from '@junction-api/sdk';
import type { Instant } from '../instant.js';
import type { Appointment } from './appointment.js';
import { highStatusOf, lowStatusOf } from './status.js';
import type { MarkerSlug } from './panel.js';

export type Origin = serialization.OrderOrigin.Raw;
/** Junction's three words, e.g. `received.walk_in_test.ordered`. */
export type OrderStatus = serialization.OrderStatus.Raw;
export type CollectionMethod = serialization.LabTestCollectionMethod.Raw;
export type TransactionStatus = serialization.OrderTransactionStatus.Raw;

/** The state of a transaction in the sandbox. Everything that the sandbox returns is computed from it. */
export interface Transaction {
  readonly id: string;
  /** The journey it plays, and the seed that plays it again. */
  readonly journey: string;
  readonly seed: number;
  readonly method: CollectionMethod;
  /** The company's own id of the patient. */
  readonly clientUserId: string;
  /** Junction's id of the patient, where an order was placed for it; else it follows from the company's. */
  readonly junctionUserId?: string;
  /** `updated_at` does not move with the orders, as a requested fault. */
  readonly frozen?: boolean;
  /** As they were placed; there is at most one of each origin. */
  readonly orders: readonly Order[];
}

export interface Order {
  readonly id: string;
  readonly origin: Origin;
  readonly parentId: string | null;
  /** What is to be measured: the whole panel, or what the parent's sample did not yield. */
  readonly markers: readonly MarkerSlug[];
  readonly events: readonly [OrderEvent, ...OrderEvent[]];
  readonly report: Report | null;
  readonly isPriority?: boolean;
  /** The day on which a scheduled order begins, e.g. `2031-01-01`; absent for all others. */
  readonly activateBy?: string;
  /** As they were booked; at most one is active, and the last one changed last. Absent while there is none. */
  readonly appointments?: readonly Appointment[];
}

export interface OrderEvent {
  readonly id: number;
  readonly createdAt: Instant;
  readonly status: OrderStatus;
  /** Why, where Junction gives a reason. */
  readonly detail?: serialization.OrderStatusDetail.Raw;
}

/** What the laboratory found in an order's sample. */
export interface Report {
  readonly status: 'partial' | 'final';
  readonly collectedAt: Instant;
  readonly reportedAt: Instant;
  /** Of the first report, where this one is not the first. */
  readonly firstReportedAt?: Instant;
  readonly readings: readonly Reading[];
  readonly missing: readonly MarkerSlug[];
}

export interface Reading {
  readonly slug: MarkerSlug;
  readonly result: string;
}

/** The transaction's order of an origin, if it is placed yet. */
export function orderOf(transaction: Transaction, origin: Origin): Order | undefined {
  return transaction.orders.find((order) => order.origin === origin);
}

/** The order of an origin; there must be one. */
export function placedOrder(transaction: Transaction, origin: Origin): Order {
  const order = orderOf(transaction, origin);
  if (!order) throw new Error(`The transaction has no ${origin} order`);
  return order;
}

/** The transaction with another state of one of its orders. */
export function withOrder(transaction: Transaction, changed: Order): Transaction {
  const orders = transaction.orders.map((order) => (order.id === changed.id ? changed : order));
  return { ...transaction, orders };
}

/** The event with the order's present status. */
export function lastEvent(order: Order): OrderEvent {
  return order.events.at(-1) ?? order.events[0];
}

/** The order's `updated_at`. */
export function updatedAt({ frozen }: Transaction, order: Order): Instant {
  return frozen ? order.events[0].createdAt : lastEvent(order).createdAt;
}

/** The order's present low-level status, e.g. `redraw_available`. */
export function lowStatus(order: Order): string {
  return lowStatusOf(lastEvent(order).status);
}

/** Nothing more happens to such an order. After `redraw_available` the redraw continues. */
export function isFinished(order: Order): boolean {
  const phase = highStatusOf(lastEvent(order).status);
  return (
    lowStatus(order) === 'redraw_available' ||
    phase === 'completed' ||
    phase === 'cancelled' ||
    phase === 'failed'
  );
}

/** True of an order that was called off; whatever was measured before no longer counts. */
export function isCancelled(order: Order): boolean {
  return highStatusOf(lastEvent(order).status) === 'cancelled';
}

/** Active while an order is in progress, cancelled when all are. */
export function transactionStatus({ orders }: Transaction): TransactionStatus {
  if (!orders.every(isFinished)) return 'active';
  return orders.every(isCancelled) ? 'cancelled' : 'completed';
}
