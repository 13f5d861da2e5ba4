import { setTimeout as pause } from 'node:timers/promises';
import { isTransient } from '../../database/transient-error.js';
import type { ChangesOfPerson, PendingChanges } from '../../orders/live/changes-of-person.js';
import type { TransactionRow } from '../../store/read/index.js';

const PAUSE_WITHOUT_DATABASE_MS = 1_000;

/**
 * The transactions of one person, each whenever it has changed. A slow consumer receives the newest state of each and no
 * intermediate states.
 */
export class LiveTransactions implements AsyncIterableIterator<TransactionRow> {
  private readonly sentAt = new Map<string, string>();
  private pending: TransactionRow[] = [];

  /** @param load reads those of the changed transactions that the viewer may read as the person's */
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
      this.pending = await this.loadInTime(this.changes.take());
    }
  }

  async return(): Promise<IteratorResult<TransactionRow, undefined>> {
    await this.changes.signal.return();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Nothing while the database does not answer; then the changes are pending again. */
  private async loadInTime(changed: PendingChanges): Promise<TransactionRow[]> {
    try {
      return await this.load(changed);
    } catch (error) {
      if (!isTransient(error)) throw error;
      await pause(PAUSE_WITHOUT_DATABASE_MS);
      changed.transactionIds.forEach((id) => this.changes.note(id));
      if (changed.othersMayHave) this.changes.noteAll();
      return [];
    }
  }
}
