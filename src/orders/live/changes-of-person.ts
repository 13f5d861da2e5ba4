import { CoalescingSignal } from './coalescing-signal.js';

/** The changes that a consumer has not read yet. */
export interface PendingChanges {
  readonly transactionIds: readonly string[];
  /** Whether other transactions may have changed too, because notifications may have been missed. */
  readonly othersMayHave: boolean;
}

/** The changed transactions of one person. A slow consumer costs one id for each of them. */
export class ChangesOfPerson {
  private readonly changed = new Set<string>();
  private othersMayHave = false;
  readonly signal: CoalescingSignal;

  constructor(onEnd: () => void) {
    this.signal = new CoalescingSignal(onEnd);
  }

  add(transactionId: string): void {
    this.changed.add(transactionId);
    this.signal.notify();
  }

  addUnknown(): void {
    this.othersMayHave = true;
    this.signal.notify();
  }

  /** Returns the pending changes, which are pending no longer. */
  take(): PendingChanges {
    const taken = { transactionIds: [...this.changed], othersMayHave: this.othersMayHave };
    this.changed.clear();
    this.othersMayHave = false;
    return taken;
  }

  /** Makes changes pending again, together with those that were added since. */
  putBack({ transactionIds, othersMayHave }: PendingChanges): void {
    for (const id of transactionIds) this.add(id);
    if (othersMayHave) this.addUnknown();
  }
}
