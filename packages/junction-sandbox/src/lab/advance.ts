import { instantOf, type Instant } from '../instant.js';
import { highStatusOf, lowStatusOf } from './status.js';
import { recordEvent } from './record-event.js';
import {
  isFinished,
  lastEvent,
  lowStatus,
  orderOf,
  type CollectionMethod,
  type Order,
  type OrderEvent,
  type OrderStatus,
  type Origin,
  type Transaction,
} from './transaction.js';
import { usualFindings, type Outcome } from './usual-findings.js';

/** A transaction after an event of one of its orders. */
export interface Move {
  readonly transaction: Transaction;
  /** The orders whose webhooks are due. */
  readonly announced: readonly Origin[];
}

/** Lets an order come to a status now; at `redraw_available` Junction places the redraw in the same moment. */
export function advance(
  transaction: Transaction,
  origin: Origin,
  status: OrderStatus,
  outcome: Outcome = {},
): Move {
  const moved = recordEvent(
    transaction,
    origin,
    eventNow(transaction, status),
    usualFindings(status, outcome) ?? undefined,
  );
  const low = lowStatusOf(status);
  // Junction announces partial results only to teams that requested it.
  if (low === 'partial_results') return { transaction: moved, announced: [] };
  if (low !== 'redraw_available') return { transaction: moved, announced: [origin] };
  const placing = eventNow(moved, `received.${transaction.method}.ordered`);
  return { transaction: recordEvent(moved, 'redraw', placing), announced: [origin, 'redraw'] };
}

/** The statuses that lead an order to the final one; null when it cannot get there. */
export function wayTo(
  { method }: Transaction,
  order: Order,
  final: OrderStatus,
): OrderStatus[] | null {
  const low = lowStatusOf(final);
  if (isFinished(order) || final.split('.')[1] !== method) return null;
  if (low === 'redraw_available' && (method !== 'walk_in_test' || order.origin === 'redraw')) {
    return null;
  }
  const way: OrderStatus[] = [];
  if (lowStatus(order) === 'ordered' && highStatusOf(final) !== 'cancelled') {
    way.push(`received.${method}.requisition_created`);
  }
  if (method === 'walk_in_test' && (low === 'completed' || low === 'redraw_available')) {
    way.push('sample_with_lab.walk_in_test.partial_results');
  }
  return [...way.filter((status) => status !== final), final];
}

const ALWAYS_CANCELLABLE = new Set([
  'ordered',
  'requisition_created',
  'requisition_bypassed',
  'awaiting_registration',
  'registered',
  'appointment_pending',
  'appointment_scheduled',
  'appointment_cancelled',
]);
const DRAWN_CANCELLABLE: readonly CollectionMethod[] = ['at_home_phlebotomy', 'on_site_collection'];

/** Until the sample is on its way: never a kit that was shipped, nor an order that leads to a redraw. */
export function isCancellable({ method }: Transaction, order: Order): boolean {
  const low = lowStatus(order);
  return (
    ALWAYS_CANCELLABLE.has(low) || (low === 'draw_completed' && DRAWN_CANCELLABLE.includes(method))
  );
}

/** An event after all others of the transaction. */
export function eventNow(transaction: Transaction, status: OrderStatus): OrderEvent {
  const events = transaction.orders.flatMap((order) => order.events);
  const newest = transaction.orders
    .map((order) => lastEvent(order).createdAt)
    .sort()
    .at(-1);
  const id = Math.max(Math.floor(Date.now() / 1000), ...events.map((event) => event.id + 1));
  return { id, createdAt: after(newest), status };
}

/** Now, or right after what the sandbox has dated later. */
function after(newest: Instant | undefined): Instant {
  const time = Math.max(Date.now(), newest === undefined ? 0 : Date.parse(newest) + 1);
  return instantOf(new Date(time));
}

/** The order of an origin; there must be one. */
export function placedOrder(transaction: Transaction, origin: Origin): Order {
  const order = orderOf(transaction, origin);
  if (!order) throw new Error(`The transaction has no ${origin} order`);
  return order;
}
