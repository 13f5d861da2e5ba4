import type { ClientBase, Pool } from 'pg';
import { Batcher, type Withdrawal } from '../database/batcher.js';
import { allInOrder, readThenWrite } from '../database/transaction.js';
import { isDataError } from '../database/transient-error.js';
import type { AffectedIds } from '../orders/affected-ids.js';
import type { Breach } from '../orders/breaches.js';
import {
  joinMessages,
  readStored,
  storeMessages,
  type ContradictionError,
  type JoinedMessages,
  type Outcome,
} from '../store/write/apply-messages.js';
import type { InboxMessage } from '../store/write/inbox.js';
import { repeatWithLocks } from '../store/write/locks.js';
import { BEGIN_WRITE } from '../store/write/write-transaction.js';

/** The message was not stored because of a failure of this service; the sender repeats it. */
export class IngestUnavailableError extends Error {}

/** The message cannot be stored because of its own data: every repetition would fail. */
export class IngestRejectedError extends Error {}

/** The result of one message. A contradiction is a result, so that it does not fail the other messages of the batch. */
type Result = Outcome | ContradictionError;

const LIMITS = { batches: 2, batchSize: 128, waiting: 2_000 };
/** Postgres provides about 6,000 locks for all sessions together, and each order that a message names takes one. */
const ORDERS_PER_MESSAGE = 4;

/** A committed batch. */
export interface FinishedBatch {
  readonly messages: number;
  readonly durationMs: number;
}

/** What other parts of the service do with batches. All but `onStored` are called after the commit. */
export interface IngestListener {
  /** Called within the database transaction of a batch, with all its messages, also repeated ones. */
  onStored?(client: ClientBase, messages: readonly InboxMessage[]): Promise<void>;
  /** For every batch. */
  onBatch?(batch: FinishedBatch): void;
  /** Called when a batch changed transactions visibly. */
  onChanged?(transactionIds: readonly string[]): void;
  /** Called for each order that became critical. */
  onCritical?(orderId: string): void;
  /** Called for a breach of a rule that Junction documents. */
  onBreach?(breach: Breach): void;
}

/**
 * The entry point of every fact. A message's row in the inbox and its effect on the mirror are one database transaction,
 * so an accepted message has its effect exactly once.
 */
export class Ingester {
  private readonly batcher: Batcher<InboxMessage, Result>;
  private lastAttemptFailed = false;

  constructor(
    private readonly pool: Pool,
    private readonly listener: IngestListener = {},
  ) {
    this.batcher = new Batcher((messages) => this.applyBatch(messages), LIMITS, sizeOf);
  }

  /** Messages that wait for a batch. */
  get waiting(): number {
    return this.batcher.waiting;
  }

  /** Whether the last write failed for another reason than the data of a message. */
  get isFailing(): boolean {
    return this.lastAttemptFailed;
  }

  /** Whether messages are rejected because the queue is full. */
  get isFull(): boolean {
    return this.batcher.isFull;
  }

  /**
   * Applies one message; resolves after the commit.
   *
   * @param caller withdraws a message whose batch has not begun, when its sender has disconnected
   * @throws IngestUnavailableError, IngestRejectedError; ContradictionError for a tracked order
   */
  async take(message: InboxMessage, caller?: Withdrawal): Promise<Outcome> {
    const outcome = await this.batcher.submit(message, caller).catch(throwIngestError);
    if (outcome instanceof Error) throw outcome;
    return outcome;
  }

  /** Resolves when all accepted messages are committed. */
  async idle(): Promise<void> {
    await this.batcher.idle();
  }

  /** Applies a batch. After a few collisions with other batches it fails, and the sender repeats its message. */
  private async applyBatch(messages: readonly InboxMessage[]): Promise<readonly Result[]> {
    const startedAt = performance.now();
    const applied = await repeatWithLocks((lockFirst) =>
      this.storeBatch(messages, lockFirst),
    ).catch((error: unknown) => {
      this.lastAttemptFailed = !isDataError(error);
      throw error;
    });
    this.lastAttemptFailed = false;
    const { outcomes, changes, criticalOrderIds, breaches } = applied;
    const changedIds = changes.announced.map(({ transactionId }) => transactionId);
    const durationMs = performance.now() - startedAt;
    this.listener.onBatch?.({ messages: messages.length, durationMs });
    if (changedIds.length > 0) this.listener.onChanged?.(changedIds);
    criticalOrderIds.forEach((orderId) => this.listener.onCritical?.(orderId));
    breaches.forEach((breach) => this.listener.onBreach?.(breach));
    return outcomes;
  }

  private storeBatch(
    messages: readonly InboxMessage[],
    lockFirst: AffectedIds,
  ): Promise<JoinedMessages> {
    return readThenWrite(
      this.pool,
      {
        read: (client) => readStored(client, messages, lockFirst),
        write: async (client, stored) => {
          const joined = joinMessages(messages, stored);
          await allInOrder([
            ...storeMessages(client, joined),
            this.listener.onStored?.(client, messages) ?? Promise.resolve(),
          ]);
          return joined;
        },
      },
      BEGIN_WRITE,
    );
  }
}

/** The weight of a message, in messages of the usual size. */
function sizeOf({ fact }: InboxMessage): number {
  const orders = fact?.kind === 'ORDER' ? (fact.block?.entries.length ?? 0) : 0;
  return Math.max(1, orders / ORDERS_PER_MESSAGE);
}

/**
 * A message is rejected only because of its own data; every other failure is the service's.
 *
 * @throws IngestRejectedError, IngestUnavailableError
 */
function throwIngestError(error: unknown): never {
  if (isDataError(error))
    throw new IngestRejectedError('the message cannot be stored', { cause: error });
  throwUnavailable(error);
}

/** @throws IngestUnavailableError with the error as its cause */
export function throwUnavailable(error: unknown): never {
  throw new IngestUnavailableError('the message cannot be stored now', { cause: error });
}
