/** Too many are waiting already. */
export class SemaphoreFullError extends Error {}

/** Limits concurrent work; further work waits in a queue, first in, first out. */
export class Semaphore {
  private running = 0;
  private readonly waiting = new Set<() => void>();

  constructor(
    private readonly slots: number,
    private readonly places: number,
  ) {}

  get queued(): number {
    return this.waiting.size;
  }

  /**
   * Runs work in its turn.
   *
   * @param signal removes work from the queue; work that has begun continues.
   * @throws SemaphoreFullError, the reason of the signal, or what the work throws
   */
  async run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    if (this.running < this.slots) this.running++;
    else await this.turn(signal);
    try {
      return await work();
    } finally {
      this.passOn();
    }
  }

  private turn(signal?: AbortSignal): Promise<void> {
    if (this.waiting.size >= this.places) return Promise.reject(new SemaphoreFullError());
    return new Promise((resolve, reject) => {
      const start = () => {
        signal?.removeEventListener('abort', abandon);
        resolve();
      };
      const abandon = () => {
        this.waiting.delete(start);
        reject(signal?.reason as Error);
      };
      this.waiting.add(start);
      signal?.addEventListener('abort', abandon, { once: true });
    });
  }

  /** Passes the slot to the next work in the queue, or frees it. */
  private passOn(): void {
    const [next] = this.waiting;
    if (next === undefined) this.running--;
    else {
      this.waiting.delete(next);
      next();
    }
  }
}
