import type { Pool } from 'pg';
import { inTransaction } from '../database/transaction.js';
import { isCollision, isTransient } from '../database/transient-error.js';
import { Batcher, QueueFull } from '../database/batcher.js';
import type { Breach } from '../orders/breaches.js';
import { applyMessages, type Contradiction, type Outcome } from '../store/write/apply-messages.js';
import { noteOrder } from '../store/write/order-notices.js';
import type { InboxMessage } from '../store/write/inbox.js';

/** The mirror cannot take anything in just now; the sender is to try again. */
export class IngestUnavailable extends Error {
  readonly retryAfterSeconds = 5;
}

/** The message itself cannot be stored, met alone: no repetition would mend it. */
export class IngestRefused extends Error {}

/** What became of one message of a batch. */
type Result = Outcome | Contradiction;

const LIMITS = { batches: 2, batchSize: 128, waiting: 2_000 };
/** Tries at once after collisions with another batch; beyond them the sender repeats. */
const ATTEMPTS = 5;

/** A batch that was committed. */
export interface FinishedBatch {
  readonly messages: number;
  readonly durationMs: number;
}

/** Told after a commit. */
export interface IngestListener {
  /** Of every batch. */
  onBatch?(batch: FinishedBatch): void;
  /** Of a batch that changed something: the transactions concerned. */
  onChanged?(transactionIds: ReadonlySet<string>): void;
  /** Of something that Junction says never happens. */
  onBreach?(breach: Breach): void;
}

/**
 * Where every fact enters. A message's note in the inbox and its effect on the mirror are one database transaction, so
 * an accepted message has its effect exactly once.
 */
export class Ingester {
  private readonly batcher: Batcher<InboxMessage, Result>;

  constructor(
    private readonly pool: Pool,
    private readonly listener: IngestListener = {},
  ) {
    this.batcher = new Batcher((messages) => this.applyTogether(messages), LIMITS);
  }

  /** Messages that wait for a batch. */
  get waiting(): number {
    return this.batcher.waiting;
  }

  /** Whether messages are refused for want of room. */
  get full(): boolean {
    return this.batcher.full;
  }

  /**
   * Takes one message in; resolves after the commit.
   *
   * @throws IngestUnavailable, IngestRefused; Contradiction for a told order
   */
  async take(message: InboxMessage): Promise<Outcome> {
    const outcome = await this.batcher.submit(message).catch(unavailable);
    if (outcome instanceof Error) throw outcome;
    return outcome;
  }

  /**
   * Notes that something was told of an order without an event of it: what was read of its results may be stale.
   *
   * @throws IngestUnavailable
   */
  async noteOrder(orderId: string): Promise<void> {
    await noteOrder(this.pool, orderId).catch(unavailable);
  }

  /** Resolves when all that was taken is committed. */
  async idle(): Promise<void> {
    await this.batcher.idle();
  }

  private async applyTogether(messages: readonly InboxMessage[]): Promise<readonly Result[]> {
    try {
      return await this.applyOnce(messages);
    } catch (error) {
      if (messages.length > 1 || isTransient(error)) throw error;
      throw new IngestRefused('not storable', { cause: error });
    }
  }

  private async applyOnce(messages: readonly InboxMessage[]): Promise<readonly Result[]> {
    const known = new Set<string>();
    const startedAt = performance.now();
    for (let attempt = 1; ; attempt++) {
      try {
        const { outcomes, breaches } = await inTransaction(this.pool, (client) =>
          applyMessages(client, messages, known),
        );
        const durationMs = performance.now() - startedAt;
        this.listener.onBatch?.({ messages: messages.length, durationMs });
        if (outcomes.includes('APPLIED')) this.listener.onChanged?.(known);
        breaches.forEach((breach) => this.listener.onBreach?.(breach));
        return outcomes;
      } catch (error) {
        if (!isCollision(error) || attempt === ATTEMPTS) throw error;
      }
    }
  }
}

/** Turns an error that time may heal into the one that says so. */
export function unavailable(error: unknown): never {
  if (error instanceof QueueFull || isTransient(error)) {
    throw new IngestUnavailable('the mirror cannot take messages now', { cause: error });
  }
  throw error;
}
