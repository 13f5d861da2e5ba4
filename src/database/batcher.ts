import { setImmediate as nextTurn } from 'node:timers/promises';
import { isServerFailure } from './transient-error.js';

/** The queue contains as many items as its limit allows. */
export class QueueFullError extends Error {
  readonly code = 'QUEUE_FULL';
}

/** The item was not processed: its batch failed, and the search for the faulty item took too long. */
export class BatchAbandonedError extends Error {
  readonly code = 'BATCH_ABANDONED';
}

export interface BatcherLimits {
  /** The largest number of concurrent batches. */
  readonly batches: number;
  /** The largest total size of a batch, unless a single item is larger. */
  readonly batchSize: number;
  /** The largest number of waiting items. */
  readonly waiting: number;
  /** False where a batch that fails is not split: all its items fail. */
  readonly splitsBatches?: boolean;
}

/** Whether an item is no longer needed. An `AbortSignal` is one. */
export type Withdrawal = Pick<AbortSignal, 'aborted' | 'reason'>;

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
  readonly withdrawal: Withdrawal | undefined;
}

/** Senders of webhooks wait 15 s. */
const SPLITTING_MS = 10_000;

/**
 * Natural batching: an item is processed at once while few batches are in progress; items that arrive in the meantime
 * form the next batch. There is no timer, so a single item never waits for others.
 *
 * One item must not fail the others: unless `splitsBatches` is false, a failed batch is split in halves until the faulty items
 * are alone. A failure of the database server is a failure of every item.
 */
export class Batcher<Item, Result> {
  private readonly queue: Waiting<Item, Result>[] = [];
  private readonly running = new Set<Promise<void>>();

  /**
   * @param work processes a batch; returns one result for each item, in the same order, or rejects for the whole batch
   * @param sizeOf returns how much an item adds to the size of a batch
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
  get isFull(): boolean {
    return this.queue.length >= this.limits.waiting;
  }

  /**
   * @param withdrawal read when the batch begins; a batch that has begun is completed.
   * @throws QueueFullError, BatchAbandonedError, the reason of the withdrawal, or what the work throws for this item
   */
  submit(item: Item, withdrawal?: Withdrawal): Promise<Result> {
    if (this.isFull) return Promise.reject(new QueueFullError());
    return new Promise((resolve, reject) => {
      this.queue.push({ item, resolve, reject, withdrawal });
      // After the pending events: items that are received in the same turn share a batch.
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
        // After the callers could submit their next item: otherwise every batch would be as small as the first.
        setImmediate(() => this.startBatches());
      });
      this.running.add(run);
    }
  }

  /** The number of waiting items that go into the next batch. */
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
    const { splitsBatches = true } = this.limits;
    const batch = rejectWithdrawn(items);
    if (batch.length === 0) return;
    try {
      const results = await this.work(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, index) => resolve(results[index] as Result));
    } catch (error) {
      if (batch.length === 1 || !splitsBatches || isServerFailure(error)) {
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

/** Rejects the items that were withdrawn, and returns the others. */
function rejectWithdrawn<Item, Result>(
  items: readonly Waiting<Item, Result>[],
): readonly Waiting<Item, Result>[] {
  return items.filter(({ withdrawal, reject }) => {
    if (withdrawal?.aborted === true) reject(withdrawal.reason);
    return withdrawal?.aborted !== true;
  });
}
