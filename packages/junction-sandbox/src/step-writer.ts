import { NO_FAULT, type Courier } from './delivery/courier.js';
import { messageOf } from './delivery/message.js';
import type { SupplementFaults } from './delivery/supplement-faults.js';
import type { JsonFolder } from './json-folder.js';
import type { Step } from './lab/step.js';
import type { Transaction } from './lab/transaction.js';

/** Stores the steps of a transaction and sends their webhooks. */
export class StepWriter {
  constructor(
    private readonly transactions: JsonFolder<Transaction>,
    private readonly courier: Courier,
    private readonly faults: SupplementFaults,
  ) {}

  /** Stores each step at once. Its webhooks are being sent when this returns. */
  write(steps: readonly Step[]): void {
    for (const { transaction, announced } of steps) {
      this.transactions.put(transaction.id, transaction);
      for (const announcement of announced) {
        const message = messageOf(transaction, announcement);
        for (const delivery of this.faults.applyTo({ message, ...NO_FAULT })) {
          this.courier.accept(message);
          void this.courier.deliver(message, delivery);
        }
      }
    }
  }
}
