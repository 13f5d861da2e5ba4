import { messageIdFor } from '../names.js';
import { lastEvent, lowStatus, type Order, type Transaction } from '../lab/transaction.js';
import { orderWebhook } from '../wire/webhook.js';

/** A webhook on its way. Its id stays the same however often it is sent. */
export interface Message {
  readonly id: string;
  readonly eventType: string;
  readonly origin: string;
  /** The order's low-level status that it announces. */
  readonly status: string;
  /** The bytes that are signed and sent, as text. */
  readonly body: string;
}

/**
 * The webhook of an order's newest event.
 *
 * @param embedded the state of the transaction that it embeds; default: the present one
 */
export function messageOf(
  transaction: Transaction,
  order: Order,
  embedded: Transaction = transaction,
): Message {
  const webhook = orderWebhook(transaction, order, embedded);
  return {
    id: messageIdFor(order.id, String(lastEvent(order).id)),
    eventType: webhook.event_type,
    origin: order.origin,
    status: lowStatus(order),
    body: JSON.stringify(webhook),
  };
}
