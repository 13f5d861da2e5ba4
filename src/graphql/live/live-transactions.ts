import { setTimeout as pause } from 'node:timers/promises';
import { isTransient } from '../../database/transient-error.js';
import type { ChangesOfPerson, PendingChanges } from '../../orders/live/changes-of-person.js';
import type { CoalescingSignal } from '../../orders/live/coalescing-signal.js';
import type { TransactionRow } from '../../store/read/index.js';
import { PAUSE_WITHOUT_DATABASE_MS, type WatchedTransaction } from './watched-transaction.js';

type Rows = readonly (TransactionRow | null)[];

/**
 * Yields the states of one transaction: the current state first, then each state that differs. A slow consumer receives
 * only the newest state. Nothing is yielded while the transaction is unknown.
 */
export function liveTransaction(
  signal: CoalescingSignal,
  load: () => Promise<Rows>,
): AsyncIterableIterator<WatchedTransaction> {
  const postpone = () => signal.notify();
  return changedRows(signal, () => readOrPostpone(load, postpone), postpone);
}

/**
 * Yields the transactions of one person, each whenever it has changed. A slow consumer receives the newest state of
 * each and no intermediate states.
 *
 * @param load reads the changed transactions that the viewer may read as the person's
 */
export function liveTransactions(
  changes: ChangesOfPerson,
  load: (changed: PendingChanges) => Promise<Rows>,
): AsyncIterableIterator<WatchedTransaction> {
  const read = () => {
    const changed = changes.take();
    return readOrPostpone(
      () => load(changed),
      () => changes.putBack(changed),
    );
  };
  return changedRows(changes.signal, read, (id) => changes.add(id));
}

/**
 * Reads after each signal and yields the rows that have changed. Closing the iterator closes the signal.
 *
 * @param repeat notifies again of a change that could not be sent
 */
function changedRows(
  signal: CoalescingSignal,
  read: () => Promise<Rows>,
  repeat: (transactionId: string) => void,
): AsyncIterableIterator<WatchedTransaction> {
  const sentAt = new Map<string, string>();
  const postpone = (id: string) => {
    sentAt.delete(id);
    repeat(id);
  };
  const rows = (async function* () {
    while (!(await signal.next()).done) {
      for (const row of await read()) {
        if (row === null || sentAt.get(row.id) === row.changedAt) continue;
        sentAt.set(row.id, row.changedAt);
        yield { row, postpone: () => postpone(row.id) };
      }
    }
  })();
  return {
    next: () => rows.next(),
    // The generator's own method would wait for the next signal.
    return: async () => {
      await signal.return();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/**
 * While the database does not respond, postpones a read by a second instead of closing the subscription.
 *
 * @param postpone makes the read pending again
 */
async function readOrPostpone(read: () => Promise<Rows>, postpone: () => void): Promise<Rows> {
  try {
    return await read();
  } catch (error) {
    if (!isTransient(error)) throw error;
    await pause(PAUSE_WITHOUT_DATABASE_MS);
    postpone();
    return [];
  }
}
