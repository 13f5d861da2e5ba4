import { setImmediate as nextTurn } from 'node:timers/promises';
import { isTransient } from './transient-error.js';

/** Too much is waiting already. */
export class QueueFull extends Error {
  readonly code = 'QUEUE_FULL';
}

export interface BatcherLimits {
  /** Batches under way at once. */
  readonly batches: number;
  /** The size of all items in one batch, unless a single one is larger. */
  readonly batchSize: number;
  /** Items waiting for a batch. */
  readonly waiting: number;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Natural batching: an item is worked on at once while few batches are under way, and what arrives meanwhile goes
 * together into the next one. No timer, so a lone item waits for nobody.
 */
export class Batcher<Item, Result> {
  private readonly queue: Waiting<Item, Result>[] = [];
  private readonly running = new Set<Promise<void>>();

  /**
   * @param work gives one result an item, in their order, and only fails as a whole. A failure that time may heal is
   *   that of every item; after any other each item is worked on alone, since one must not be the others' failure.
   * @param sizeOf tells how much an item adds to a batch
   */
  constructor(
    private readonly work: (items: readonly Item[]) => Promise<readonly Result[]>,
    private readonly limits: BatcherLimits,
    private readonly sizeOf: (item: Item) => number = () => 1,
  ) {}

  get waiting(): number {
    return this.queue.length;
  }

  /** Whether {@link submit} would refuse. */
  get full(): boolean {
    return this.queue.length >= this.limits.waiting;
  }

  /** @throws QueueFull */
  submit(item: Item): Promise<Result> {
    if (this.full) return Promise.reject(new QueueFull());
    return new Promise((resolve, reject) => {
      this.queue.push({ item, resolve, reject });
      // After the events at hand: what was received in the same turn goes together.
      setImmediate(() => this.startBatches());
    });
  }

  /** Resolves when nothing is waiting or under way. */
  async idle(): Promise<void> {
    while (this.queue.length + this.running.size > 0) {
      await Promise.all(this.running);
      await nextTurn();
    }
  }

  private startBatches(): void {
    while (this.queue.length > 0 && this.running.size < this.limits.batches) {
      const batch = this.queue.splice(0, this.countForBatch());
      const run = this.runBatch(batch).finally(() => {
        this.running.delete(run);
        // After those just answered could send their next: else every batch would be as small as the first.
        setImmediate(() => this.startBatches());
      });
      this.running.add(run);
    }
  }

  /** How many of those that wait go into the next batch. */
  private countForBatch(): number {
    let size = 0;
    const end = this.queue.findIndex(
      ({ item }) => (size += this.sizeOf(item)) > this.limits.batchSize,
    );
    return end === -1 ? this.queue.length : Math.max(1, end);
  }

  private async runBatch(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.work(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, index) => resolve(results[index] as Result));
    } catch (error) {
      if (batch.length === 1 || isTransient(error)) batch.forEach(({ reject }) => reject(error));
      else for (const waiting of batch) await this.runBatch([waiting]);
    }
  }
}
