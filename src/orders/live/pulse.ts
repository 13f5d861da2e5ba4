/**
 * Something that happens again and again. Beats that nobody waited for count as one, so a consumer that is slow, or
 * has stopped reading, costs no memory: it learns that something happened, and looks for itself.
 *
 * Not an async generator, which could not be ended while it waits.
 */
export class Pulse implements AsyncIterableIterator<undefined> {
  private missed = false;
  private ended = false;
  private waiting: ((result: IteratorResult<undefined>) => void) | null = null;

  /** @param onEnd called once, when the consumer has had enough. */
  constructor(private readonly onEnd: () => void) {}

  beat(): void {
    if (this.waiting === null) this.missed = true;
    else this.answer({ done: false, value: undefined });
  }

  next(): Promise<IteratorResult<undefined>> {
    if (this.ended) return Promise.resolve({ done: true, value: undefined });
    if (this.missed) {
      this.missed = false;
      return Promise.resolve({ done: false, value: undefined });
    }
    return new Promise((resolve) => {
      this.waiting = resolve;
    });
  }

  return(): Promise<IteratorResult<undefined>> {
    if (!this.ended) {
      this.ended = true;
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
