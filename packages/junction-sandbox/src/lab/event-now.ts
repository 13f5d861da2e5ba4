import { instantOf, type Instant } from '../instant.js';
import type { OrderEvent, OrderStatus, Transaction } from './transaction.js';

/** An event after all other events of the transaction. */
export function eventNow(transaction: Transaction, status: OrderStatus): OrderEvent {
  const events = transaction.orders.flatMap((order) => order.events);
  const id = Math.max(Math.floor(Date.now() / 1000), ...events.map((event) => event.id + 1));
  return { id, createdAt: nowAfter(transaction), status };
}

/**
 * The current time, or right after the newest event of the transaction's orders and appointments when that is later.
 */
export function nowAfter({ orders }: Transaction): Instant {
  const newest = orders
    .flatMap(({ events, appointments = [] }) => [
      ...events,
      ...appointments.flatMap((appointment) => appointment.events),
    ])
    .map(({ createdAt }) => createdAt)
    .sort()
    .at(-1);
  const time = Math.max(Date.now(), newest === undefined ? 0 : Date.parse(newest) + 1);
  return instantOf(new Date(time));
}
