import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { ResultSubject, ResultSubjects, SubjectKind } from '../store/result-subjects.js';
import type { ResultsSource } from './results-source.js';
import type { StoredResults } from './store/stored-results.js';
import { isFinished } from './store/subjects.js';

/** Long enough for the responses to this webhook and to others that arrive with it. */
const PAUSE_MS = 200;
/** The limit of transactions in one round: callers that wait for results need most of the calls. */
const MAX_CONCURRENT_TRANSACTIONS = 4;

const KINDS: readonly SubjectKind[] = ['TRANSACTION', 'ORDER'];

/**
 * Prefetches results: once an order or transaction is finished, its results are stored before a caller requests them.
 * After a failed call, the first caller fetches them.
 */
export class Prefetcher {
  private readonly waiting = new Set<string>();
  private running: Promise<void> | null = null;
  private closed = false;

  constructor(
    private readonly subjects: ResultSubjects,
    private readonly store: StoredResults,
    private readonly source: Pick<ResultsSource, 'fetchInBackground'>,
    private readonly logger: Logger,
  ) {}

  /** Adds transactions that may have finished. Returns immediately. */
  enqueue(transactionIds: Iterable<string>): void {
    for (const id of transactionIds) this.waiting.add(id);
    this.running ??= this.run();
  }

  /** Stops after the current round; the remaining results are fetched on request. */
  async close(): Promise<void> {
    this.closed = true;
    await this.running;
  }

  private async run(): Promise<void> {
    await sleep(PAUSE_MS);
    while (this.waiting.size > 0 && !this.closed) {
      const round = [...this.waiting].slice(0, MAX_CONCURRENT_TRANSACTIONS);
      for (const id of round) this.waiting.delete(id);
      await this.fetch(round).catch((error: unknown) => {
        this.logger.warn({ err: error }, 'results could not be fetched ahead');
      });
    }
    this.running = null;
  }

  private async fetch(transactionIds: readonly string[]): Promise<void> {
    const subjects = await this.subjects.findWithOrders(transactionIds);
    const finished = subjects.filter(isFinished);
    await Promise.all(
      KINDS.map(async (kind) => {
        const missing = await this.withoutResults(finished.filter((it) => it.kind === kind));
        await this.source.fetchInBackground(kind, missing);
      }),
    );
  }

  /** @returns the ids of subjects whose stored results belong to another version, or that have none. */
  private async withoutResults(subjects: readonly ResultSubject[]): Promise<string[]> {
    const [first] = subjects;
    if (first === undefined) return [];
    const ids = subjects.map(({ id }) => id);
    const stored = await this.store.findVersions(first.kind, ids);
    return subjects.filter(({ id, version }) => stored.get(id) !== version).map(({ id }) => id);
  }
}
