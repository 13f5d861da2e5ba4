import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { Batcher } from '../database/batcher.js';
import { errorCode } from '../database/transient-error.js';
import type { CallTerms } from '../junction/call-policy.js';
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

export interface ResultsFetcherOptions {
  readonly junction: Pick<JunctionClient, 'transactionResults' | 'orderResults'>;
  /** Null: no results are stored. */
  readonly store: Pick<StoredResults, 'save'> | null;
  readonly emptyResults: EmptyResultsCache;
  readonly logger: Logger;
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
   * @param caller when aborted, a call that no other caller shares is aborted.
   * @param terms the terms of a new call; a call that is in flight has its own.
   * @throws UpstreamError
   */
  fetch(
    lookup: ResultsLookup,
    ageMs: number,
    caller?: AbortSignal,
    terms?: CallTerms,
  ): Promise<LabResults | null> {
    const key = keyOf(lookup);
    const unstored = this.unstored.get(key);
    if (unstored) return Promise.resolve(unstored.results);
    const start = async (signal: AbortSignal) => {
      const startedAt = performance.now();
      const results = await this.call(lookup, signal, terms);
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
    lookup: ResultsLookup,
    signal: AbortSignal,
    terms?: CallTerms,
  ): Promise<LabResults | null> {
    const { junction, emptyResults, logger } = this.options;
    const { kind, id } = lookup;
    const body = await (kind === 'TRANSACTION'
      ? junction.transactionResults(id, signal, terms)
      : junction.orderResults(id, signal, terms));
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
