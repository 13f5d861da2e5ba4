import type { Courier, OnDelivery } from './delivery/courier.js';
import type { SupplementFaults } from './delivery/supplement-faults.js';
import type { JsonFolder } from './json-folder.js';
import type { Transaction } from './lab/transaction.js';
import type { DeliveryOptions } from './delivery-options.js';
import type { Batch } from './plan.js';

/**
 * Takes the steps of a journey and sends its webhooks. Takes the first step before it returns.
 *
 * @returns whether every webhook was delivered
 */
export async function perform(
  plan: readonly Batch[],
  options: DeliveryOptions,
  transactions: JsonFolder<Transaction>,
  courier: Courier,
  faults: SupplementFaults,
  onAttempt?: OnDelivery,
): Promise<boolean> {
  const outcomes: Promise<boolean>[] = [];
  for (const { transaction, deliveries: planned } of plan) {
    if (courier.closed) return false;
    transactions.put(transaction.id, transaction);
    const deliveries = planned.flatMap((delivery) => faults.applyTo(delivery));
    deliveries.forEach(({ message }) => courier.accept(message));
    for (const { message, ...fault } of deliveries) {
      const outcome = courier.deliver(message, fault, onAttempt);
      outcomes.push(outcome);
      if (oneByOne(options) && fault.heldBack === 0) await outcome;
      if (!options.burst) await courier.pause(options.pause);
    }
  }
  return (await Promise.all(outcomes)).every(Boolean);
}

/** Whether a webhook waits for the response to the previous one. */
function oneByOne({ shuffle, burst, delay }: DeliveryOptions): boolean {
  return !shuffle && !burst && delay === 0;
}
