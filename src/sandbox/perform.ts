import type { Courier } from './delivery/courier.js';
import type { Frame } from './journeys/play-through.js';
import type { JsonFolder } from './json-folder.js';
import type { Transaction } from './lab/transaction.js';
import { planOf, type Manner } from './plan.js';

/**
 * Takes the steps of a journey and sends its webhooks. The first step is taken before this returns.
 *
 * @returns whether every webhook was delivered
 */
export async function perform(
  frames: readonly Frame[],
  manner: Manner,
  transactions: JsonFolder<Transaction>,
  courier: Courier,
): Promise<boolean> {
  const deliveries: Promise<boolean>[] = [];
  for (const { transaction, messages } of planOf(frames, manner)) {
    if (courier.closed) return false;
    transactions.put(transaction.id, transaction);
    messages.forEach((message) => courier.accept(message));
    for (const message of messages) {
      const delivery = courier.deliver(message);
      deliveries.push(delivery);
      if (!manner.shuffle) await delivery;
      await courier.pause(manner.pause);
    }
  }
  return (await Promise.all(deliveries)).every(Boolean);
}
