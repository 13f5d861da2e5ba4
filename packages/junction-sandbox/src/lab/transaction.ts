import type { serialization } from '@junction-api/sdk';
import type { Instant } from '../instant.js';
import type { Appointment } from './appointment.js';
import { highStatusOf, lowStatusOf } from './status.js';
import type { MarkerSlug } from './panel.js';

export type Origin = serialization.OrderOrigin.Raw;
/** Junction's status with three parts, e.g. `received.walk_in_test.ordered`. */
export type OrderStatus = serialization.OrderStatus.Raw;
export type CollectionMethod = serialization.LabTestCollectionMethod.Raw;
export type TransactionStatus = serialization.OrderTransactionStatus.Raw;

/** The state of a transaction in the sandbox. Every response of the sandbox is computed from it. */
export interface Transaction {
  readonly id: string;
  /** The journey of the transaction, and the seed that repeats it. */
  readonly journey: string;
  readonly seed: number;
  readonly method: CollectionMethod;
  /** The company's own id of the patient. */
  readonly clientUserId: string;
  /** Junction's id of the patient, when an order was placed for it. Otherwise it is derived from the company's id. */
  readonly junctionUserId?: string;
  /** `updated_at` does not change with the orders. This is a fault that the caller requested. */
  readonly frozen?: boolean;
  /** The orders, in the order of placement. At most one order has each origin. */
  readonly orders: readonly Order[];
}

export interface Order {
  readonly id: string;
  readonly origin: Origin;
  readonly parentId: string | null;
  /** The requested markers: the whole panel, or the markers that the parent's sample did not yield. */
  readonly markers: readonly MarkerSlug[];
  readonly events: readonly [OrderEvent, ...OrderEvent[]];
  readonly report: Report | null;
  readonly isPriority?: boolean;
  /** The day on which a scheduled order starts, e.g. `2031-01-01`; absent for all others. */
  readonly activateBy?: string;
  /**
   * In the order of booking. At most one is active, and the last one is the one that changed last. Absent while there
   * is none.
   */
  readonly appointments?: readonly Appointment[];
}

export interface OrderEvent {
  readonly id: number;
  readonly createdAt: Instant;
  readonly status: OrderStatus;
  /** The reason, where Junction gives one. */
  readonly detail?: serialization.OrderStatusDetail.Raw;
}

/** The findings of the laboratory in an order's sample. */
export interface Report {
  readonly status: 'partial' | 'final';
  readonly collectedAt: Instant;
  readonly reportedAt: Instant;
  /** The time of the first report, when this report is a later one. */
  readonly firstReportedAt?: Instant;
  readonly readings: readonly Reading[];
  readonly missing: readonly MarkerSlug[];
}

export interface Reading {
  readonly slug: MarkerSlug;
  readonly result: string;
}

/** The transaction's order of an origin, if it exists already. */
export function orderOf(transaction: Transaction, origin: Origin): Order | undefined {
  return transaction.orders.find((order) => order.origin === origin);
}

/** The order of an origin, which must exist. */
export function placedOrder(transaction: Transaction, origin: Origin): Order {
  const order = orderOf(transaction, origin);
  if (!order) throw new Error(`The transaction has no ${origin} order`);
  return order;
}

/** The transaction with a new state of one of its orders. */
export function withOrder(transaction: Transaction, changed: Order): Transaction {
  const orders = transaction.orders.map((order) => (order.id === changed.id ? changed : order));
  return { ...transaction, orders };
}

/** The event of the order's current status. */
export function lastEvent(order: Order): OrderEvent {
  return order.events.at(-1) ?? order.events[0];
}

/** The order's `updated_at`. */
export function updatedAt({ frozen }: Transaction, order: Order): Instant {
  return frozen ? order.events[0].createdAt : lastEvent(order).createdAt;
}

/** The order's current low-level status, e.g. `redraw_available`. */
export function lowStatus(order: Order): string {
  return lowStatusOf(lastEvent(order).status);
}

/** Whether an order is final. After `redraw_available`, the redraw continues in its place. */
export function isFinished(order: Order): boolean {
  const phase = highStatusOf(lastEvent(order).status);
  return (
    lowStatus(order) === 'redraw_available' ||
    phase === 'completed' ||
    phase === 'cancelled' ||
    phase === 'failed'
  );
}

/** Whether an order was cancelled. Its earlier measurements no longer count. */
export function isCancelled(order: Order): boolean {
  return highStatusOf(lastEvent(order).status) === 'cancelled';
}

/** Active while an order is in progress; cancelled when all orders are cancelled. */
export function transactionStatus({ orders }: Transaction): TransactionStatus {
  if (!orders.every(isFinished)) return 'active';
  return orders.every(isCancelled) ? 'cancelled' : 'completed';
}
