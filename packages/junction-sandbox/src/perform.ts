import type { Courier } from './delivery/courier.js';
import type { Frame } from './journeys/play-through.js';
import type { JsonFolder } from './json-folder.js';
import type { Transaction } from './lab/transaction.js';
import type { Manner } from './manner.js';
import { planOf } from './plan.js';

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
  for (const { transaction, sendings } of planOf(frames, manner)) {
    if (courier.closed) return false;
    transactions.put(transaction.id, transaction);
    sendings.forEach(({ message }) => courier.accept(message));
    for (const { message, ...mishap } of sendings) {
      const delivery = courier.deliver(message, mishap);
      deliveries.push(delivery);
      if (oneByOne(manner)) await delivery;
      if (!manner.burst) await courier.pause(manner.pause);
    }
  }
  return (await Promise.all(deliveries)).every(Boolean);
}

/** Whether a webhook waits for the answer to the one before. */
function oneByOne({ shuffle, burst, delay }: Manner): boolean {
  return !shuffle && !burst && delay === 0;
}
