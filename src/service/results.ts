import { Prefetcher } from '../results/prefetcher.js';
import { createResultsSource, type ResultsSource } from '../results/results-source.js';
import { StoredResults } from '../results/store/stored-results.js';
import type { Foundation } from './foundation.js';

/** Lab results, and what fetches them ahead; without a key nothing is kept, so nothing is fetched ahead. */
export interface Results {
  readonly source: ResultsSource;
  readonly prefetcher: Prefetcher | null;
}

export function startResults({ database, client, sealer, logger, onClose }: Foundation): Results {
  const store = sealer && new StoredResults(database.pool, sealer, logger);
  const source = createResultsSource({ junction: client, store, logger });
  const prefetcher = store && new Prefetcher(store, source, logger);
  onClose(async () => prefetcher?.close());
  return { source, prefetcher };
}
