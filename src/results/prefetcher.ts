import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { ResultsSource } from './results-source.js';
import type { StoredResults } from './store/stored-results.js';

/** Long enough for the webhook to be answered first, and for those that come with it. */
const PAUSE_MS = 200;
/** In one round; whoever waits for an answer has far more calls to use. */
const TRANSACTIONS_AT_ONCE = 4;

/**
 * Fetches results ahead: once an order or transaction is finished, its results are kept before anybody asks, so that
 * nobody waits for Junction. What fails is left to the first who asks.
 */
export class Prefetcher {
  private readonly waiting = new Set<string>();
  private running: Promise<void> | null = null;
  private closed = false;

  constructor(
    private readonly store: StoredResults,
    private readonly source: ResultsSource,
    private readonly logger: Logger,
  ) {}

  /** Transactions that may have finished. Returns at once. */
  note(transactionIds: Iterable<string>): void {
    for (const id of transactionIds) this.waiting.add(id);
    this.running ??= this.run();
  }

  /** Ends after the round under way; what still waits is left to those who ask. */
  async close(): Promise<void> {
    this.closed = true;
    await this.running;
  }

  private async run(): Promise<void> {
    await sleep(PAUSE_MS);
    while (this.waiting.size > 0 && !this.closed) {
      const round = [...this.waiting].slice(0, TRANSACTIONS_AT_ONCE);
      for (const id of round) this.waiting.delete(id);
      await this.fetch(round).catch((error: unknown) => {
        this.logger.warn({ err: error }, 'results could not be fetched ahead');
      });
    }
    this.running = null;
  }

  private async fetch(transactionIds: readonly string[]): Promise<void> {
    const unkept = await this.store.findUnkept(transactionIds);
    await Promise.all(
      (['TRANSACTION', 'ORDER'] as const).map((kind) => {
        const ids = unkept.filter((subject) => subject.kind === kind).map(({ id }) => id);
        return this.source.find(kind, ids);
      }),
    );
  }
}
