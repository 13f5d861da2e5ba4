import type { ReadDatabase } from '../database/read-database.js';
import { createJunctionClient } from '../junction/client.js';
import { createResultsMetrics } from '../results/metrics.js';
import { Prefetcher } from '../results/prefetcher.js';
import { Refetcher } from '../results/refetcher.js';
import { createEmptyResultsCache } from '../results/results-fetcher.js';
import { ResultsSource } from '../results/results-source.js';
import { StoredResults } from '../results/store/stored-results.js';
import { ResultSubjects } from '../store/result-subjects.js';
import type { Infrastructure } from './infrastructure.js';

/** Starts the modules of lab results. Without a key nothing is stored, so nothing is prefetched or fetched again. */
export interface Results {
  /** For queries. */
  readonly source: ResultsSource;
  /** Reads from the primary, for read-your-own-writes. */
  readonly fresh: ResultsSource;
  readonly prefetcher: Prefetcher | null;
}

export function startResults({
  config,
  junction,
  database,
  primaryReads,
  reads,
  client,
  upstream,
  sealer,
  registry,
  logger,
  onClose,
}: Infrastructure): Results {
  const { dataSource } = database;
  const isStored = config.results.store === 'ON' && sealer !== null;
  const storeReading = (from: ReadDatabase) =>
    isStored ? new StoredResults(dataSource, sealer, logger, from) : null;
  const backgroundClient = createJunctionClient({ ...junction, ...upstream('background') });
  onClose(() => backgroundClient.close());
  const shared = {
    junction: client,
    backgroundJunction: backgroundClient,
    emptyResults: createEmptyResultsCache(),
    logger,
    onResults: createResultsMetrics(registry),
  };
  const sourceReading = (from: ReadDatabase) => {
    const subjects = new ResultSubjects(from);
    const source = new ResultsSource({ ...shared, subjects, store: storeReading(from) });
    onClose(() => source.idle());
    return source;
  };
  const fresh = sourceReading(primaryReads);
  // One source for both if possible, so that they share the calls in flight.
  const source = reads === primaryReads ? fresh : sourceReading(reads);
  const store = storeReading(primaryReads);
  if (store === null) return { source, fresh, prefetcher: null };
  const prefetcher = new Prefetcher(new ResultSubjects(primaryReads), store, fresh, logger);
  onClose(() => prefetcher.close());
  const refetcher = new Refetcher(store, fresh, logger);
  onClose(() => refetcher.close());
  return { source, fresh, prefetcher };
}
