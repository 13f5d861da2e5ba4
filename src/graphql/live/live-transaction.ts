import type { CoalescingSignal } from '../../orders/live/coalescing-signal.js';
import type { TransactionRow } from '../../store/read/index.js';
import { readOrPostpone } from './read-or-postpone.js';

/**
 * Yields the states of one transaction until the consumer stops: the current state first, then each state that differs.
 * A slow consumer receives only the newest state. Nothing is sent while the transaction is unknown.
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
      const row = await readOrPostpone(this.load, () => this.signal.notify());
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
}
