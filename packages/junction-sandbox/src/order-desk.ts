import { randomUUID } from 'node:crypto';
import type { Courier } from './delivery/courier.js';
import type { FaultyCourier } from './delivery/faulty-courier.js';
import { messageOf } from './delivery/message.js';
import type { JsonFolder } from './json-folder.js';
import { advance, eventNow, isCancellable, placedOrder, wayTo, type Move } from './lab/advance.js';
import { recordEvent } from './lab/record-event.js';
import {
  lowStatus,
  type CollectionMethod,
  type Order,
  type OrderStatus,
  type Transaction,
} from './lab/transaction.js';
import type { Outcome } from './lab/usual-findings.js';
import { messageIdFor } from './names.js';
import { criticalResultWebhook } from './wire/critical-result.js';
import { userId } from './wire/owners.js';

/** An order with its transaction. */
export interface Placement {
  readonly transaction: Transaction;
  readonly order: Order;
}

/** What customers of Junction do with orders. Each change is stored at once, and its webhook is sent. */
export class OrderDesk {
  constructor(
    private readonly transactions: JsonFolder<Transaction>,
    private readonly courier: Courier,
    private readonly supplements: FaultyCourier,
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

  /**
   * Lets an order come to a status, by way of what lies between.
   *
   * @param delay in milliseconds; until then nothing happens
   * @returns false when it cannot get there
   */
  simulate(placement: Placement, final: OrderStatus, outcome: Outcome, delay: number): boolean {
    if (wayTo(placement.transaction, placement.order, final) === null) return false;
    if (delay === 0) this.travel(placement, final, outcome);
    else void this.travelLater(placement, final, outcome, delay);
    return true;
  }

  private async travelLater(
    { order }: Placement,
    final: OrderStatus,
    outcome: Outcome,
    delay: number,
  ): Promise<void> {
    await this.courier.pause(delay);
    // The order may have changed since then, or been cancelled.
    const placement = this.placements().find((it) => it.order.id === order.id);
    if (placement && !this.courier.closed) this.travel(placement, final, outcome);
  }

  private travel({ transaction, order }: Placement, final: OrderStatus, outcome: Outcome): void {
    const way = wayTo(transaction, order, final) ?? [];
    let now = transaction;
    for (const status of way) {
      const move = advance(now, order.origin, status, outcome);
      this.keep(move);
      now = move.transaction;
    }
  }

  /** Sends the webhook of an order's newest event again, as a new message. */
  resend({ transaction, order }: Placement): void {
    this.courier.send({
      ...messageOf(transaction, order),
      id: messageIdFor(order.id, randomUUID()),
    });
  }

  private keep({ transaction, announced }: Move): void {
    this.transactions.put(transaction.id, transaction);
    for (const origin of announced) {
      const order = placedOrder(transaction, origin);
      this.courier.send(messageOf(transaction, order));
      this.sendCriticalResult(transaction, order);
    }
  }

  private sendCriticalResult(transaction: Transaction, order: Order): void {
    const webhook = criticalResultWebhook(transaction, order);
    if (webhook === null) return;
    this.supplements.send({
      id: messageIdFor(order.id, 'critical', String(order.events.length)),
      eventType: webhook.event_type,
      origin: order.origin,
      status: lowStatus(order),
      body: JSON.stringify(webhook),
    });
  }

  /** For a patient that is new to the sandbox, the company's id is Junction's id. */
  private clientUserId(junctionUserId: string): string {
    const known = this.transactions.values().find((it) => userId(it) === junctionUserId);
    return known?.clientUserId ?? junctionUserId;
  }
}
