import { setImmediate as nextTurn } from 'node:timers/promises';
import { isServerFailure } from './transient-error.js';

/** Too many items are waiting already. */
export class QueueFullError extends Error {
  readonly code = 'QUEUE_FULL';
}

/** The item was not worked on: its batch failed, and looking for the item at fault took too long. */
export class BatchAbandonedError extends Error {
  readonly code = 'BATCH_ABANDONED';
}

export interface BatcherLimits {
  /** Batches in progress at once. */
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
  readonly signal: AbortSignal | undefined;
}

/** Senders of webhooks wait 15 s. */
const SPLITTING_MS = 10_000;

/**
 * Natural batching: an item is worked on at once while few batches are in progress, and items that arrive in the meantime form
 * the next batch. There is no timer, so a single item never waits for others.
 *
 * One item must not fail the others: a batch that fails is split in halves, until the items at fault are alone. A failure
 * of the database server itself is that of every item.
 */
export class Batcher<Item, Result> {
  private readonly queue: Waiting<Item, Result>[] = [];
  private readonly running = new Set<Promise<void>>();

  /**
   * @param work returns one result an item, in their order, and only fails as a whole.
   * @param sizeOf returns how much an item adds to a batch
   */
  constructor(
    private readonly work: (items: readonly Item[]) => Promise<readonly Result[]>,
    private readonly limits: BatcherLimits,
    private readonly sizeOf: (item: Item) => number = () => 1,
  ) {}

  get waiting(): number {
    return this.queue.length;
  }

  /** Whether {@link submit} would reject. */
  get full(): boolean {
    return this.queue.length >= this.limits.waiting;
  }

  /**
   * @param signal withdraws an item whose batch has not begun; a batch that has begun is completed.
   * @throws QueueFullError, BatchAbandonedError, the reason of the signal, or what the work throws for this item
   */
  submit(item: Item, signal?: AbortSignal): Promise<Result> {
    if (this.full) return Promise.reject(new QueueFullError());
    return new Promise((resolve, reject) => {
      this.queue.push({ item, resolve, reject, signal });
      // After the pending events: items received in the same turn share a batch.
      setImmediate(() => this.startBatches());
    });
  }

  /** Resolves when no item is waiting or in progress. */
  async idle(): Promise<void> {
    while (this.queue.length + this.running.size > 0) {
      await Promise.all(this.running);
      await nextTurn();
    }
  }

  private startBatches(): void {
    while (this.queue.length > 0 && this.running.size < this.limits.batches) {
      const batch = this.queue.splice(0, this.countForBatch());
      const run = this.runBatch(batch, performance.now() + SPLITTING_MS).finally(() => {
        this.running.delete(run);
        // After the answered callers could submit their next item: else every batch would be as small as the first.
        setImmediate(() => this.startBatches());
      });
      this.running.add(run);
    }
  }

  /** How many of the waiting items go into the next batch. */
  private countForBatch(): number {
    let size = 0;
    const end = this.queue.findIndex(
      ({ item }) => (size += this.sizeOf(item)) > this.limits.batchSize,
    );
    return end === -1 ? this.queue.length : Math.max(1, end);
  }

  private async runBatch(
    items: readonly Waiting<Item, Result>[],
    splitUntil: number,
  ): Promise<void> {
    const batch = items.filter((waiting) => !wasWithdrawn(waiting));
    if (batch.length === 0) return;
    try {
      const results = await this.work(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, index) => resolve(results[index] as Result));
    } catch (error) {
      if (batch.length === 1 || isServerFailure(error)) {
        batch.forEach(({ reject }) => reject(error));
      } else if (performance.now() > splitUntil) {
        const abandoned = new BatchAbandonedError('the batch failed', { cause: error });
        batch.forEach(({ reject }) => reject(abandoned));
      } else {
        const half = Math.ceil(batch.length / 2);
        await this.runBatch(batch.slice(0, half), splitUntil);
        await this.runBatch(batch.slice(half), splitUntil);
      }
    }
  }
}

/** Whether an item was withdrawn; then it is rejected. */
function wasWithdrawn({
  signal,
  reject,
}: Pick<Waiting<never, never>, 'signal' | 'reject'>): boolean {
  if (signal?.aborted !== true) return false;
  reject(signal.reason);
  return true;
}
