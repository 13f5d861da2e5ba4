import { setTimeout as pause } from 'node:timers/promises';
import { isTransient } from '../../database/transient-error.js';
import type { CoalescingSignal } from '../../orders/live/coalescing-signal.js';
import type { TransactionRow } from '../../store/read/index.js';

const PAUSE_WITHOUT_DATABASE_MS = 1_000;

/**
 * The states of one transaction, until the consumer stops: the present one first, then each one that differs. A slow
 * consumer receives the newest state only. While the transaction is unknown, nothing is sent.
 */
export class LiveTransaction implements AsyncIterableIterator<TransactionRow> {
  private shown: TransactionRow | null = null;

  constructor(
    private readonly signal: CoalescingSignal,
    private readonly load: () => Promise<TransactionRow | null>,
  ) {}

  async next(): Promise<IteratorResult<TransactionRow, undefined>> {
    for (;;) {
      if ((await this.signal.next()).done) return { done: true, value: undefined };
      const row = await this.loadInTime();
      if (row === null || row.changedAt === this.shown?.changedAt) continue;
      this.shown = row;
      return { done: false, value: row };
    }
  }

  async return(): Promise<IteratorResult<TransactionRow, undefined>> {
    await this.signal.return();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Null also while the database does not answer; the read is repeated then. */
  private async loadInTime(): Promise<TransactionRow | null> {
    try {
      return await this.load();
    } catch (error) {
      if (!isTransient(error)) throw error;
      await pause(PAUSE_WITHOUT_DATABASE_MS);
      this.signal.notify();
      return null;
    }
  }
}
