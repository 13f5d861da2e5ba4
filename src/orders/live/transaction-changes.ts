import { personKey, type ReceivedChange } from './announce.js';
import { ChangesOfPerson } from './changes-of-person.js';
import { CoalescingSignal } from './coalescing-signal.js';

/** The process has as many watchers as its limit allows. */
export class TooManyWatchersError extends Error {}

/** The watchers of transactions, and of all transactions of a person. */
export class TransactionChanges {
  private readonly watchers = new Map<string, Set<CoalescingSignal>>();
  private readonly watchersOfPeople = new Map<string, Set<ChangesOfPerson>>();
  private watching = 0;

  constructor(private readonly limit: number) {}

  /** The number of watchers at present. */
  get count(): number {
    return this.watching;
  }

  /**
   * Notifies at once, and then whenever the transaction may have changed.
   *
   * @throws TooManyWatchersError
   */
  watch(transactionId: string): CoalescingSignal {
    const signal: CoalescingSignal = new CoalescingSignal(() => {
      this.remove(this.watchers, transactionId, signal);
    });
    this.add(this.watchers, transactionId, signal);
    signal.notify();
    return signal;
  }

  /**
   * Notifies whenever a transaction of the person may have changed.
   *
   * @throws TooManyWatchersError
   */
  watchPerson(userId: string): ChangesOfPerson {
    const person = personKey(userId);
    const changes: ChangesOfPerson = new ChangesOfPerson(() => {
      this.remove(this.watchersOfPeople, person, changes);
    });
    this.add(this.watchersOfPeople, person, changes);
    return changes;
  }

  /** Notifies the watchers of the transaction and of these people. */
  notify({ transactionId, people }: ReceivedChange): void {
    for (const signal of this.watchers.get(transactionId) ?? []) signal.notify();
    for (const person of people)
      for (const watcher of this.watchersOfPeople.get(person) ?? []) watcher.add(transactionId);
  }

  /** Notifies all watchers: notifications may have been missed. */
  notifyAll(): void {
    for (const signals of this.watchers.values()) for (const signal of signals) signal.notify();
    for (const watchers of this.watchersOfPeople.values())
      for (const watcher of watchers) watcher.addUnknown();
  }

  /** Closes all watchers. */
  async close(): Promise<void> {
    const signals = [...this.watchers.values()].flatMap((watchers) => [...watchers]);
    const people = [...this.watchersOfPeople.values()].flatMap((watchers) => [...watchers]);
    const all = [...signals, ...people.map(({ signal }) => signal)];
    await Promise.all(all.map((signal) => signal.return()));
  }

  private add<Watcher>(map: Map<string, Set<Watcher>>, key: string, watcher: Watcher): void {
    if (this.watching >= this.limit) throw new TooManyWatchersError();
    this.watching += 1;
    map.set(key, (map.get(key) ?? new Set<Watcher>()).add(watcher));
  }

  private remove<Watcher>(map: Map<string, Set<Watcher>>, key: string, watcher: Watcher): void {
    this.watching -= 1;
    const watchers = map.get(key);
    watchers?.delete(watcher);
    if (watchers?.size === 0) map.delete(key);
  }
}
