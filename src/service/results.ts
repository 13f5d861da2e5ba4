import type { ReadDatabase } from '../database/replicas.js';
import { Prefetcher } from '../results/prefetcher.js';
import { createResultsMetrics } from '../results/metrics.js';
import { createResultsSource, type ResultsSource } from '../results/results-source.js';
import { StoredResults } from '../results/store/stored-results.js';
import type { Foundation } from './foundation.js';

/** Lab results, and what fetches them ahead; without a key nothing is kept, so nothing is fetched ahead. */
export interface Results {
  /** For queries. */
  readonly source: ResultsSource;
  /** For whom has to know what was just written. */
  readonly fresh: ResultsSource;
  readonly prefetcher: Prefetcher | null;
}

export function startResults({
  config,
  database,
  reads,
  client,
  sealer,
  registry,
  logger,
  onClose,
}: Foundation): Results {
  const isKept = config.results.store === 'ON' && sealer !== null;
  const storeReading = (from: ReadDatabase) =>
    isKept ? new StoredResults(database.pool, sealer, logger, from) : null;
  const onAnswer = createResultsMetrics(registry);
  const sourceReading = (from: ReadDatabase) =>
    createResultsSource({ junction: client, store: storeReading(from), logger, onAnswer });
  const fresh = sourceReading(database.pool);
  // One source where it can be one: it shares the calls that are under way.
  const source = reads === database.pool ? fresh : sourceReading(reads);
  const store = storeReading(database.pool);
  const prefetcher = store && new Prefetcher(store, fresh, logger);
  onClose(async () => prefetcher?.close());
  return { source, fresh, prefetcher };
}
