/**
 * A signal without a value. Notifications that arrive while the consumer is busy count as one, so a slow consumer costs
 * no memory: it reads the newest state after each signal.
 *
 * Not an async generator, which cannot be closed while it waits.
 */
export class CoalescingSignal implements AsyncIterableIterator<undefined> {
  private missed = false;
  private isClosed = false;
  private waiting: ((result: IteratorResult<undefined>) => void) | null = null;

  /** @param onEnd called once, when the consumer closes the iterator */
  constructor(private readonly onEnd: () => void) {}

  notify(): void {
    if (this.waiting === null) this.missed = true;
    else this.answer({ done: false, value: undefined });
  }

  next(): Promise<IteratorResult<undefined>> {
    if (this.isClosed) return Promise.resolve({ done: true, value: undefined });
    if (this.missed) {
      this.missed = false;
      return Promise.resolve({ done: false, value: undefined });
    }
    return new Promise((resolve) => {
      this.waiting = resolve;
    });
  }

  return(): Promise<IteratorResult<undefined>> {
    if (!this.isClosed) {
      this.isClosed = true;
      this.onEnd();
      this.answer({ done: true, value: undefined });
    }
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private answer(result: IteratorResult<undefined>): void {
    this.waiting?.(result);
    this.waiting = null;
  }
}
