import type { ResultSubjects, SubjectKind } from '../store/result-subjects.js';
import type { LabResults } from './model.js';
import {
  keyOf,
  ResultsFetcher,
  type ResultsFetcherOptions,
  type ResultsLookup,
} from './results-fetcher.js';
import type { SealedResults, StoredResults } from './store/stored-results.js';
import { isFinished } from './store/subjects.js';

/** The results; null while there are none; an error when Junction did not return them. */
export type ResultsOrError = LabResults | null | Error;

/** Where lab results come from. */
export interface ResultsSource {
  /**
   * Returns one item for each id, in the same order. Stored results come from the store, in one statement; each of
   * the others costs one call to Junction, which has no call for several ids. A failed call concerns its own id only.
   *
   * @param caller when aborted, calls that no other caller shares are aborted
   */
  find(kind: SubjectKind, ids: readonly string[], caller?: AbortSignal): Promise<ResultsOrError[]>;
}

export interface RefetchingResultsSource extends ResultsSource {
  /** Fetches stored results again. A failed call is repeated by the next scheduled attempt. */
  refetch(kind: SubjectKind, ids: readonly string[]): Promise<void>;
  /** Resolves when all fetched results are stored. */
  idle(): Promise<void>;
}

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

/** Creates a source from the store, the cache of empty results, and Junction. */
export function createResultsSource(options: ResultsSourceOptions): RefetchingResultsSource {
  const { subjects, store, emptyResults, onResults = () => undefined } = options;
  const fetcher = new ResultsFetcher(options);

  async function lookUp(
    kind: SubjectKind,
    ids: readonly string[],
    caller?: AbortSignal,
  ): Promise<ResultsLookup[]> {
    const found = new Map((await subjects.find(kind, ids, caller)).map((it) => [it.id, it]));
    return ids.map((id) => {
      const subject = found.get(id);
      const finished = subject !== undefined && isFinished(subject);
      return { kind, id, version: subject?.version, isFinished: finished };
    });
  }

  /** The age of the newest events of the subjects whose results will be stored. */
  async function readAges(
    kind: SubjectKind,
    lookups: readonly ResultsLookup[],
    caller?: AbortSignal,
  ) {
    const ids = lookups.filter((it) => it.isFinished).map(({ id }) => id);
    return store === null || ids.length === 0
      ? new Map<string, number>()
      : subjects.newestEventAges(kind, ids, caller);
  }

  async function fetch(
    lookup: ResultsLookup,
    ages: ReadonlyMap<string, number>,
    caller?: AbortSignal,
  ): Promise<LabResults | null> {
    const results = await fetcher.fetch(lookup, ages.get(lookup.id) ?? Infinity, caller);
    onResults('junction');
    return results;
  }

  function knownResults(lookup: ResultsLookup, sealed?: SealedResults): KnownResults | null {
    const isCurrent = sealed !== undefined && sealed.version === lookup.version;
    const stored = isCurrent ? store?.open(sealed) : null;
    if (stored) return { ...stored, origin: 'store' };
    const empty = emptyResults.get(keyOf(lookup));
    return empty ? { ...empty, origin: 'memory', isDue: false } : null;
  }

  return {
    async find(kind, ids, caller) {
      caller?.throwIfAborted();
      const [lookups, stored] = await Promise.all([
        lookUp(kind, ids, caller),
        store?.find(kind, ids, caller),
      ]);
      const known = new Map(lookups.map((it) => [it.id, knownResults(it, stored?.get(it.id))]));
      const isMissing = ({ id }: ResultsLookup) => known.get(id)?.isDue !== false;
      const ages = await readAges(kind, lookups.filter(isMissing), caller);

      const resultsOf = async (lookup: ResultsLookup): Promise<LabResults | null> => {
        const available = known.get(lookup.id);
        try {
          if (!available || available.isDue) return await fetch(lookup, ages, caller);
        } catch (error) {
          if (!available) throw error;
        }
        onResults(available.origin);
        return available.results;
      };
      return Promise.all(
        lookups.map((lookup) => resultsOf(lookup).catch((error: unknown) => error as Error)),
      );
    },

    async refetch(kind, ids) {
      if (ids.length === 0) return;
      const lookups = await lookUp(kind, ids);
      // Stored results of a subject that was reinstated or removed are no longer valid.
      await store?.remove(lookups.filter((it) => !it.isFinished));
      const finished = lookups.filter((it) => it.isFinished);
      const ages = await readAges(kind, finished);
      await Promise.allSettled(finished.map((lookup) => fetch(lookup, ages)));
    },

    idle: () => fetcher.idle(),
  };
}
