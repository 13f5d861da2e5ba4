import { appointmentStatus } from '../lab/appointment.js';
import type { Announcement } from '../lab/step.js';
import {
  lastEvent,
  lowStatus,
  placedOrder,
  type Order,
  type Transaction,
} from '../lab/transaction.js';
import { messageIdFor } from '../names.js';
import { appointmentWebhook } from '../wire/appointment.js';
import { criticalResultWebhook } from '../wire/critical-result.js';
import { orderWebhook } from '../wire/webhook.js';

/** A webhook to deliver. Every attempt has the same id. */
export interface Message {
  readonly id: string;
  readonly eventType: string;
  readonly transactionId: string;
  /** The order that the webhook concerns. */
  readonly orderId: string;
  readonly origin: string;
  /** The order's low-level status, and the kind of webhook. */
  readonly status: string;
  /** The signed body, as text. */
  readonly body: string;
}

/**
 * Creates the webhook of an announcement.
 *
 * @param embedded the state of the transaction that the order embeds; default: the current state
 */
export function messageOf(
  transaction: Transaction,
  { of, origin }: Announcement,
  embedded: Transaction = transaction,
): Message {
  const order = placedOrder(transaction, origin);
  switch (of) {
    case 'order':
      return orderMessage(transaction, order, embedded);
    case 'appointment':
      return appointmentMessage(transaction, order);
    case 'critical-result':
      return criticalResultMessage(transaction, order);
  }
}

/** The webhook of an order's newest event. */
function orderMessage(transaction: Transaction, order: Order, embedded: Transaction): Message {
  const webhook = orderWebhook(transaction, order, embedded);
  return {
    id: messageIdFor(order.id, String(lastEvent(order).id)),
    eventType: webhook.event_type,
    transactionId: transaction.id,
    orderId: order.id,
    origin: order.origin,
    status: lowStatus(order),
    body: JSON.stringify(webhook),
  };
}

function appointmentMessage(transaction: Transaction, order: Order): Message {
  const appointment = order.appointments?.at(-1);
  if (!appointment) throw new Error(`The ${order.origin} order has no appointment`);
  const webhook = appointmentWebhook(transaction, order, appointment);
  return {
    id: messageIdFor(appointment.id, String(appointment.events.length)),
    eventType: webhook.event_type,
    transactionId: transaction.id,
    orderId: order.id,
    origin: order.origin,
    status: `${lowStatus(order)}, appointment ${appointmentStatus(appointment)}`,
    body: JSON.stringify(webhook),
  };
}

function criticalResultMessage(transaction: Transaction, order: Order): Message {
  if (order.report === null) throw new Error(`The ${order.origin} order has no results`);
  const webhook = criticalResultWebhook(transaction, order, order.report);
  return {
    id: messageIdFor(order.id, 'critical', String(order.events.length)),
    eventType: webhook.event_type,
    transactionId: transaction.id,
    orderId: order.id,
    origin: order.origin,
    status: `${lowStatus(order)}, ${order.report.status} result critical`,
    body: JSON.stringify(webhook),
  };
}
