import { randomUUID } from 'node:crypto';
import type { Courier } from './delivery/courier.js';
import { messageOf, type Message } from './delivery/message.js';
import type { JsonFolder } from './json-folder.js';
import { advance, eventNow, isCancellable, placedOrder, wayTo, type Move } from './lab/advance.js';
import { recordEvent } from './lab/record-event.js';
import type { CollectionMethod, Order, OrderStatus, Transaction } from './lab/transaction.js';
import { messageIdFor } from './names.js';
import { userId } from './wire/owners.js';

/** An order with the transaction it stands in. */
export interface Placement {
  readonly transaction: Transaction;
  readonly order: Order;
}

/** What customers of Junction do with orders. Each change is kept at once, and its webhook is sent. */
export class OrderDesk {
  constructor(
    private readonly transactions: JsonFolder<Transaction>,
    private readonly courier: Courier,
  ) {}

  placements(): Placement[] {
    return this.transactions
      .values()
      .flatMap((transaction) => transaction.orders.map((order) => ({ transaction, order })));
  }

  /** Places an order for a patient, in a transaction of its own. */
  place(junctionUserId: string, method: CollectionMethod): Placement {
    const empty: Transaction = {
      id: randomUUID(),
      journey: 'ordered',
      seed: 0,
      method,
      clientUserId: this.clientUserId(junctionUserId),
      junctionUserId,
      orders: [],
    };
    const placing = eventNow(empty, `received.${method}.ordered`);
    const transaction = recordEvent(empty, 'initial', placing);
    this.keep({ transaction, announced: ['initial'] });
    return { transaction, order: placedOrder(transaction, 'initial') };
  }

  /** @returns null when the order can no longer be cancelled */
  cancel({ transaction, order }: Placement): Placement | null {
    if (!isCancellable(transaction, order)) return null;
    const status: OrderStatus = `cancelled.${transaction.method}.cancelled`;
    const move = advance(transaction, order.origin, status);
    this.keep(move);
    return { transaction: move.transaction, order: placedOrder(move.transaction, order.origin) };
  }

  /** Lets an order come to a status, by way of what lies between. @returns false when it cannot get there */
  simulate({ transaction, order }: Placement, final: OrderStatus, missing: boolean): boolean {
    const way = wayTo(transaction, order, final);
    if (way === null) return false;
    let now = transaction;
    for (const status of way) {
      const move = advance(now, order.origin, status, missing);
      this.keep(move);
      now = move.transaction;
    }
    return true;
  }

  /** Sends the webhook of an order's newest event again, as a new message. */
  resend({ transaction, order }: Placement): void {
    this.send({ ...messageOf(transaction, order), id: messageIdFor(order.id, randomUUID()) });
  }

  private keep({ transaction, announced }: Move): void {
    this.transactions.put(transaction.id, transaction);
    for (const origin of announced) {
      this.send(messageOf(transaction, placedOrder(transaction, origin)));
    }
  }

  private send(message: Message): void {
    this.courier.accept(message);
    void this.courier.deliver(message);
  }

  /** A patient whom the sandbox has not met is known to the company by Junction's id. */
  private clientUserId(junctionUserId: string): string {
    const known = this.transactions.values().find((it) => userId(it) === junctionUserId);
    return known?.clientUserId ?? junctionUserId;
  }
}
