import { Prefetcher } from '../results/prefetcher.js';
import { createResultsSource, type ResultsSource } from '../results/results-source.js';
import { StoredResults } from '../results/store/stored-results.js';
import type { Foundation } from './foundation.js';

/** Lab results, and what fetches them ahead; without a key nothing is kept, so nothing is fetched ahead. */
export interface Results {
  readonly source: ResultsSource;
  readonly prefetcher: Prefetcher | null;
}

export function startResults(foundation: Foundation): Results {
  const { config, database, client, sealer, logger, onClose } = foundation;
  const isKept = config.results.store === 'ON' && sealer !== null;
  const store = isKept ? new StoredResults(database.pool, sealer, logger) : null;
  const source = createResultsSource({ junction: client, store, logger });
  const prefetcher = store && new Prefetcher(store, source, logger);
  onClose(async () => prefetcher?.close());
  return { source, prefetcher };
}
