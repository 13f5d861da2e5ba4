import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { errorCode } from '../database/transient-error.js';
import type { ResultsSource } from './results-source.js';
import type { StoredResults } from './store/stored-results.js';
import type { SubjectKind } from '../store/result-subjects.js';

const POLL_MS = 1_000;
/** Small, so that readers have most of the concurrent calls to Junction. */
const MAX_CONCURRENT = 4;

/**
 * Fetches provisional results again when they are due. The schedule is in the table, so it survives restarts, and
 * several processes share the work.
 */
export class Refetcher {
  private readonly closing = new AbortController();
  private readonly running: Promise<void>;

  constructor(
    private readonly store: Pick<StoredResults, 'claimDue'>,
    private readonly source: Pick<ResultsSource, 'fetchInBackground'>,
    private readonly logger: Logger,
  ) {
    this.running = this.run();
  }

  /** Stops after the current calls. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.closing;
    while (!signal.aborted) {
      const count = await this.fetchDue().catch((error: unknown) => {
        this.logger.warn({ code: errorCode(error) }, 'results could not be fetched again');
        return 0;
      });
      if (count > 0) continue;
      await pause(POLL_MS, null, { signal, ref: false }).catch(() => undefined);
    }
  }

  /** @returns how many results were due. */
  private async fetchDue(): Promise<number> {
    const due = await this.store.claimDue(MAX_CONCURRENT);
    const idsOf = (kind: SubjectKind) => due.filter((it) => it.kind === kind).map(({ id }) => id);
    await Promise.all([
      this.source.fetchInBackground('TRANSACTION', idsOf('TRANSACTION')),
      this.source.fetchInBackground('ORDER', idsOf('ORDER')),
    ]);
    return due.length;
  }
}
