import type { ClientBase } from 'pg';
import { SubjectsGrew, type Subjects } from './load.js';
import { lockSubjects, tryLockSubjects } from './locks.js';

/** Orders and transactions of which a database transaction holds the locks, see {@link lockSubjects}. */
export class LockedSubjects implements Subjects {
  readonly orderIds: Set<string>;
  readonly transactionIds: Set<string>;
  private readonly locked = new Set<string>();

  /** @param known what to lock first; pass the subjects of an attempt that ended with SubjectsGrew. */
  constructor(known: Partial<Subjects> = {}) {
    this.orderIds = new Set(known.orderIds);
    this.transactionIds = new Set(known.transactionIds);
  }

  get ids(): string[] {
    return [...this.orderIds, ...this.transactionIds];
  }

  add({ orderIds, transactionIds }: Record<keyof Subjects, Iterable<string>>): void {
    for (const id of orderIds) this.orderIds.add(id);
    for (const id of transactionIds) this.transactionIds.add(id);
  }

  /**
   * Locks what was added since the last call.
   *
   * @returns whether there was anything to lock: what was read before may have changed
   * @throws SubjectsGrew when another session holds one of the further locks
   */
  async lock(client: ClientBase): Promise<boolean> {
    const further = this.ids.filter((id) => !this.locked.has(id));
    if (further.length === 0) return false;
    if (this.locked.size === 0) await lockSubjects(client, further);
    else if (!(await tryLockSubjects(client, further))) throw new SubjectsGrew();
    for (const id of further) this.locked.add(id);
    return true;
  }
}
