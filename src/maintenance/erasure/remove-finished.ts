import type { DataSource } from 'typeorm';
import { inManagedTransaction } from '../../database/transaction.js';
import { unionOf } from '../../orders/affected-ids.js';
import {
  findFinishedOrders,
  findOrdersOf,
  finishedTransactions,
} from '../../store/write/finished-transactions.js';
import { repeatWithLocks } from '../../store/write/locks.js';
import type { Pace } from '../pace.js';
import { removeOrders } from './remove-orders.js';
import { lockRelatedFacts } from './related-facts.js';

/** Limits how long webhooks about these transactions wait, and how long a statement takes. */
const BATCH_SIZE = 25;

/**
 * Removes transactions that are completed or cancelled and have not changed for this many days, with everything stored
 * about their orders, in small database transactions.
 *
 * @param days 0: none are removed.
 * @returns the number of transactions
 */
export async function removeFinished(
  dataSource: DataSource,
  days: number,
  pace: Pace,
): Promise<number> {
  let removed = 0;
  if (days === 0) return removed;
  for await (const ids of finishedTransactions(dataSource, days)) {
    for (let start = 0; start < ids.length; start += BATCH_SIZE) {
      const batch = ids.slice(start, start + BATCH_SIZE);
      removed += await pace.run(() => removeBatch(dataSource, batch, days));
    }
  }
  return removed;
}

/** @returns how many transactions {@link removeFinished} would remove */
export async function countFinished(dataSource: DataSource, days: number): Promise<number> {
  let count = 0;
  if (days === 0) return count;
  for await (const ids of finishedTransactions(dataSource, days)) count += ids.length;
  return count;
}

/** A webhook may have arrived before the locks were held: only transactions that are still finished are removed. */
function removeBatch(
  dataSource: DataSource,
  transactionIds: readonly string[],
  days: number,
): Promise<number> {
  return repeatWithLocks((lockFirst) =>
    inManagedTransaction(dataSource, async (transaction) => {
      const { client } = transaction;
      const found = {
        orderIds: new Set(await findOrdersOf(client, transactionIds)),
        transactionIds: new Set(transactionIds),
      };
      const related = await lockRelatedFacts(client, unionOf(lockFirst, found), null);
      const orderIds = new Set(await findFinishedOrders(client, transactionIds, days));
      if (orderIds.size === 0) return 0;
      const removed = await removeOrders(transaction, related, { orderIds, userId: null });
      return removed.transactionIds.length;
    }),
  );
}
