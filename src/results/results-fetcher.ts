import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { Batcher } from '../database/batcher.js';
import { errorCode } from '../database/transient-error.js';
import type { JunctionClient } from '../junction/client.js';
import { SharedCalls } from '../junction/shared-calls.js';
import { UpstreamError } from '../junction/upstream-error.js';
import type { SubjectKind } from '../store/result-subjects.js';
import type { LabResults } from './model.js';
import { readLabResults } from './read-results.js';
import { isEmpty } from './schedule.js';
import type { FetchedResults, StoredResults } from './store/stored-results.js';

/** An order or transaction whose results are requested. */
export interface ResultsLookup {
  readonly kind: SubjectKind;
  readonly id: string;
  /** Undefined: the subject is not in the mirror. */
  readonly version: string | undefined;
  /** Only results of finished subjects are stored. */
  readonly isFinished: boolean;
}

/** Returns the key of a lookup in caches. The next event of a subject changes its version. */
export function keyOf({ kind, id, version }: ResultsLookup): string {
  return [kind, id, version].join(' ');
}

/** Subjects that have no results yet, by {@link keyOf}, for a limited time. */
export type EmptyResultsCache = LRUCache<string, { readonly results: LabResults | null }>;

export function createEmptyResultsCache(): EmptyResultsCache {
  return new LRUCache({ max: 50_000, ttl: 5 * 60_000 });
}

type ResultsClient = Pick<JunctionClient, 'transactionResults' | 'orderResults'>;

export interface ResultsFetcherOptions {
  /** For callers who wait. */
  readonly junction: ResultsClient;
  /** For results that no caller waits for: its failures and its slots do not affect callers. */
  readonly backgroundJunction: ResultsClient;
  /** Null: no results are stored. */
  readonly store: Pick<StoredResults, 'save'> | null;
  readonly emptyResults: EmptyResultsCache;
  readonly logger: Logger;
}

export interface FetchOptions {
  /** When aborted, a call that no other caller shares is aborted. */
  readonly caller?: AbortSignal | undefined;
  /** Whether the results are fetched before a caller requests them. */
  readonly inBackground?: boolean;
}

/** Storing uses one connection, however many results wait for it: the readers need the others. */
const STORE_LIMITS = { batches: 1, batchSize: 16, waiting: 1_000 };

/** Fetches results from Junction, and stores them after it has returned them. */
export class ResultsFetcher {
  private readonly calls = new SharedCalls<LabResults | null>();
  /** Results that are fetched and not stored yet: further readers share them instead of fetching them again. */
  private readonly unstored = new Map<string, Pick<FetchedResults, 'results'>>();
  private readonly writer: Batcher<FetchedResults, undefined>;

  constructor(private readonly options: ResultsFetcherOptions) {
    this.writer = new Batcher(async (fetched) => {
      await options.store?.save(fetched);
      return fetched.map(() => undefined);
    }, STORE_LIMITS);
  }

  /**
   * Calls in flight are shared between requests, but only for the same version of the subject: a call that began before
   * the newest event can return older results, which would be stored as the newest.
   *
   * @param ageMs of the subject's newest event.
   * @throws UpstreamError
   */
  fetch(
    lookup: ResultsLookup,
    ageMs: number,
    { caller, inBackground = false }: FetchOptions = {},
  ): Promise<LabResults | null> {
    const key = keyOf(lookup);
    const unstored = this.unstored.get(key);
    if (unstored) return Promise.resolve(unstored.results);
    const { junction, backgroundJunction } = this.options;
    const start = async (signal: AbortSignal) => {
      const startedAt = performance.now();
      const results = await this.call(inBackground ? backgroundJunction : junction, lookup, signal);
      void this.save(key, lookup, { results, ageMs, startedAt });
      return results;
    };
    return this.calls.join(key, start, caller);
  }

  /** Resolves when all fetched results are stored. */
  idle(): Promise<void> {
    return this.writer.idle();
  }

  private async call(
    junction: ResultsClient,
    lookup: ResultsLookup,
    signal: AbortSignal,
  ): Promise<LabResults | null> {
    const { emptyResults, logger } = this.options;
    const { kind, id } = lookup;
    const body = await (kind === 'TRANSACTION'
      ? junction.transactionResults(id, signal)
      : junction.orderResults(id, signal));
    const results = body && readLabResults(body);
    // A response without lab results must not look like a test without findings.
    if (body !== null && results === null) {
      throw new UpstreamError('UPSTREAM_REJECTED', 'body holds no lab results');
    }
    if (results !== null && results.unreadableBiomarkers > 0) {
      logger.warn({ kind, id, count: results.unreadableBiomarkers }, 'biomarkers unreadable');
    }
    if (isEmpty(results)) emptyResults.set(keyOf(lookup), { results });
    return results;
  }

  private async save(
    key: string,
    { kind, id, version, isFinished }: ResultsLookup,
    fetched: Pick<FetchedResults, 'results' | 'ageMs' | 'startedAt'>,
  ): Promise<void> {
    const { store, logger } = this.options;
    if (store === null || version === undefined || !isFinished) return;
    this.unstored.set(key, fetched);
    await this.writer.submit({ kind, id, version, ...fetched }).catch((error: unknown) => {
      logger.warn({ code: errorCode(error) }, 'results could not be stored');
    });
    this.unstored.delete(key);
  }
}
