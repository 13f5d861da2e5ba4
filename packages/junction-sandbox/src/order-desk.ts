import { randomUUID } from 'node:crypto';
import type { Courier } from './delivery/courier.js';
import { messageOf } from './delivery/message.js';
import type { JsonFolder } from './json-folder.js';
import { advance, isCancellable, wayTo } from './lab/advance.js';
import { applyEvent } from './lab/apply-event.js';
import { eventNow } from './lab/event-now.js';
import type { Step } from './lab/step.js';
import {
  placedOrder,
  withOrder,
  type CollectionMethod,
  type Order,
  type OrderStatus,
  type Origin,
  type Transaction,
} from './lab/transaction.js';
import type { Outcome } from './lab/usual-findings.js';
import { messageIdFor } from './names.js';
import { placementAfter, placementsOf, type Placement } from './placement.js';
import type { StepWriter } from './step-writer.js';
import { userId } from './wire/owners.js';

/** The choices of a customer for an order. */
export type OrderChoices = Pick<Order, 'isPriority' | 'activateBy'>;

/** The actions of Junction's customers on orders. Stores each change at once and sends its webhooks. */
export class OrderDesk {
  constructor(
    private readonly transactions: JsonFolder<Transaction>,
    private readonly courier: Courier,
    private readonly writer: StepWriter,
  ) {}

  placements(): Placement[] {
    return placementsOf(this.transactions.values());
  }

  /** Places an order for a patient, in a new transaction. */
  place(junctionUserId: string, method: CollectionMethod, choices: OrderChoices = {}): Placement {
    const empty: Transaction = {
      id: randomUUID(),
      journey: 'ordered',
      seed: 0,
      method,
      clientUserId: this.clientUserId(junctionUserId),
      junctionUserId,
      orders: [],
    };
    const step = applyEvent(empty, 'initial', eventNow(empty, `received.${method}.ordered`));
    const order = { ...placedOrder(step.transaction, 'initial'), ...choices };
    return this.write([{ ...step, transaction: withOrder(step.transaction, order) }], 'initial');
  }

  /** @returns null when the order can no longer be cancelled */
  cancel({ transaction, order }: Placement): Placement | null {
    if (!isCancellable(transaction, order)) return null;
    const status: OrderStatus = `cancelled.${transaction.method}.cancelled`;
    return this.write(advance(transaction, order.origin, status), order.origin);
  }

  /**
   * Moves an order to a status, through all statuses between.
   *
   * @param delay in milliseconds; nothing happens before
   * @returns false when the order cannot reach the status
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
    // The order may have changed or been cancelled since.
    const placement = this.placements().find((it) => it.order.id === order.id);
    if (placement && !this.courier.closed) this.travel(placement, final, outcome);
  }

  private travel({ transaction, order }: Placement, final: OrderStatus, outcome: Outcome): void {
    let now = transaction;
    for (const status of wayTo(transaction, order, final) ?? []) {
      const steps = advance(now, order.origin, status, outcome);
      now = this.write(steps, order.origin).transaction;
    }
  }

  /** Sends the webhook of an order's newest event again, as a new message. */
  resend({ transaction, order }: Placement): void {
    this.courier.send({
      ...messageOf(transaction, { of: 'order', origin: order.origin }),
      id: messageIdFor(order.id, randomUUID()),
    });
  }

  private write(steps: readonly [Step, ...Step[]], origin: Origin): Placement {
    this.writer.write(steps);
    return placementAfter(steps, origin);
  }

  /** For a patient who is new to the sandbox, the company's id is also Junction's id. */
  private clientUserId(junctionUserId: string): string {
    const known = this.transactions.values().find((it) => userId(it) === junctionUserId);
    return known?.clientUserId ?? junctionUserId;
  }
}
