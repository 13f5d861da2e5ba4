import { CoalescingSignal } from './coalescing-signal.js';

/** As many are watched as may be. */
export class TooManyWatchers extends Error {}

/** Who watches which transaction. */
export class TransactionChanges {
  private readonly watchers = new Map<string, Set<CoalescingSignal>>();
  private watching = 0;

  constructor(private readonly limit: number) {}

  /** How many watch at present. */
  get count(): number {
    return this.watching;
  }

  /**
   * Beats at once, and then whenever the transaction may have changed.
   *
   * @throws TooManyWatchers
   */
  watch(transactionId: string): CoalescingSignal {
    if (this.watching >= this.limit) throw new TooManyWatchers();
    const watchers = this.watchers.get(transactionId) ?? new Set();
    const signal: CoalescingSignal = new CoalescingSignal(() => {
      this.watching -= 1;
      watchers.delete(signal);
      if (watchers.size === 0) this.watchers.delete(transactionId);
    });
    this.watching += 1;
    this.watchers.set(transactionId, watchers.add(signal));
    signal.notify();
    return signal;
  }

  /** The transaction changed. */
  note(transactionId: string): void {
    for (const signal of this.watchers.get(transactionId) ?? []) signal.notify();
  }

  /** Any transaction may have changed: for a while nobody was listening. */
  noteAll(): void {
    for (const transactionId of this.watchers.keys()) this.note(transactionId);
  }

  /** Nothing more will be noted. */
  async end(): Promise<void> {
    const pulses = [...this.watchers.values()].flatMap((watchers) => [...watchers]);
    await Promise.all(pulses.map((signal) => signal.return()));
  }
}
