import type { ChangesOfPerson, PendingChanges } from '../../orders/live/changes-of-person.js';
import type { TransactionRow } from '../../store/read/index.js';
import { readOrPostpone } from './read-or-postpone.js';

/**
 * Yields the transactions of one person, each whenever it has changed. A slow consumer receives the newest state of
 * each and no intermediate states.
 */
export class LiveTransactions implements AsyncIterableIterator<TransactionRow> {
  private readonly sentAt = new Map<string, string>();
  private pending: TransactionRow[] = [];

  /** @param load reads the changed transactions that the viewer may read as the person's */
  constructor(
    private readonly changes: ChangesOfPerson,
    private readonly load: (changed: PendingChanges) => Promise<TransactionRow[]>,
  ) {}

  async next(): Promise<IteratorResult<TransactionRow, undefined>> {
    for (;;) {
      const row = this.pending.shift();
      if (row !== undefined) {
        if (this.sentAt.get(row.id) === row.changedAt) continue;
        this.sentAt.set(row.id, row.changedAt);
        return { done: false, value: row };
      }
      if ((await this.changes.signal.next()).done) return { done: true, value: undefined };
      const changed = this.changes.take();
      const rows = await readOrPostpone(
        () => this.load(changed),
        () => this.changes.putBack(changed),
      );
      this.pending = rows ?? [];
    }
  }

  async return(): Promise<IteratorResult<TransactionRow, undefined>> {
    await this.changes.signal.return();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
