import type { ResultSubjects, SubjectKind } from '../store/result-subjects.js';
import type { LabResults } from './model.js';
import {
  keyOf,
  ResultsFetcher,
  type FetchOptions,
  type ResultsFetcherOptions,
  type ResultsLookup,
} from './results-fetcher.js';
import type { SealedResults, StoredResults } from './store/stored-results.js';
import { isFinished } from './store/subjects.js';

/** The results; null while there are none; an error when Junction did not return them. */
export type ResultsOrError = LabResults | null | Error;

export interface ResultsSourceOptions extends ResultsFetcherOptions {
  readonly subjects: ResultSubjects;
  readonly store: StoredResults | null;
  /** Called for every item that is no error. */
  readonly onResults?: (origin: ResultsOrigin) => void;
}

export type ResultsOrigin = 'store' | 'memory' | 'junction';

/** Results that need no call to Junction, unless they are due. */
interface KnownResults {
  readonly results: LabResults | null;
  readonly origin: ResultsOrigin;
  readonly isDue: boolean;
}

/** Returns lab results from the store, the cache of empty results, and Junction. */
export class ResultsSource {
  private readonly fetcher: ResultsFetcher;

  constructor(private readonly options: ResultsSourceOptions) {
    this.fetcher = new ResultsFetcher(options);
  }

  /**
   * Returns one item for each id, in the same order. Stored results come from the store, in one statement; each of
   * the others costs one call to Junction, which has no call for several ids. A failed call concerns its own id only.
   *
   * @param caller when aborted, calls that no other caller shares are aborted
   */
  async find(
    kind: SubjectKind,
    ids: readonly string[],
    caller?: AbortSignal,
  ): Promise<ResultsOrError[]> {
    caller?.throwIfAborted();
    const [lookups, stored] = await Promise.all([
      this.lookUp(kind, ids, caller),
      this.options.store?.find(kind, ids, caller),
    ]);
    const known = new Map(lookups.map((it) => [it.id, this.known(it, stored?.get(it.id))]));
    const isMissing = ({ id }: ResultsLookup) => known.get(id)?.isDue !== false;
    const ages = await this.readAges(kind, lookups.filter(isMissing), caller);

    const resultsOf = async (lookup: ResultsLookup): Promise<LabResults | null> => {
      const available = known.get(lookup.id);
      try {
        if (!available || available.isDue) return await this.fetch(lookup, ages, { caller });
      } catch (error) {
        if (!available) throw error;
      }
      this.options.onResults?.(available.origin);
      return available.results;
    };
    return Promise.all(
      lookups.map((lookup) => resultsOf(lookup).catch((error: unknown) => error as Error)),
    );
  }

  /** Fetches results that no caller waits for, and stores them. The next scheduled attempt or reader repeats a failed call. */
  async fetchInBackground(kind: SubjectKind, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const lookups = await this.lookUp(kind, ids);
    // Stored results of a subject that was reinstated or removed are no longer valid.
    await this.options.store?.remove(lookups.filter((it) => !it.isFinished));
    const finished = lookups.filter((it) => it.isFinished);
    const ages = await this.readAges(kind, finished);
    const options = { inBackground: true };
    await Promise.allSettled(finished.map((lookup) => this.fetch(lookup, ages, options)));
  }

  /** Resolves when all fetched results are stored. */
  idle(): Promise<void> {
    return this.fetcher.idle();
  }

  private async lookUp(
    kind: SubjectKind,
    ids: readonly string[],
    caller?: AbortSignal,
  ): Promise<ResultsLookup[]> {
    const subjects = await this.options.subjects.find(kind, ids, caller);
    const found = new Map(subjects.map((it) => [it.id, it]));
    return ids.map((id) => {
      const subject = found.get(id);
      const finished = subject !== undefined && isFinished(subject);
      return { kind, id, version: subject?.version, isFinished: finished };
    });
  }

  private known(lookup: ResultsLookup, sealed?: SealedResults): KnownResults | null {
    const { store, emptyResults } = this.options;
    const isCurrent = sealed !== undefined && sealed.version === lookup.version;
    const stored = isCurrent ? store?.open(sealed) : null;
    if (stored) return { ...stored, origin: 'store' };
    const empty = emptyResults.get(keyOf(lookup));
    return empty ? { ...empty, origin: 'memory', isDue: false } : null;
  }

  /** The age of the newest events of the subjects whose results will be stored. */
  private async readAges(
    kind: SubjectKind,
    lookups: readonly ResultsLookup[],
    caller?: AbortSignal,
  ): Promise<ReadonlyMap<string, number>> {
    const { subjects, store } = this.options;
    const ids = lookups.filter((it) => it.isFinished).map(({ id }) => id);
    if (store === null || ids.length === 0) return new Map();
    return subjects.newestEventAges(kind, ids, caller);
  }

  private async fetch(
    lookup: ResultsLookup,
    ages: ReadonlyMap<string, number>,
    options: FetchOptions,
  ): Promise<LabResults | null> {
    const ageMs = ages.get(lookup.id) ?? Infinity;
    const results = await this.fetcher.fetch(lookup, ageMs, options);
    this.options.onResults?.('junction');
    return results;
  }
}
