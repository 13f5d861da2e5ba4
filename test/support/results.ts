import type { Pool } from 'pg';
import type { JunctionClient } from '../../src/junction/client.js';
import { createEmptyResultsCache } from '../../src/results/results-fetcher.js';
import { ResultsSource } from '../../src/results/results-source.js';
import type { StoredResults } from '../../src/results/store/stored-results.js';
import { ResultSubjects } from '../../src/store/result-subjects.js';
import { testLogger } from './logger.js';

/** The results of Junction for the subjects in a database. Without a given store, no results are stored. */
export function createTestResults(
  pool: Pool,
  junction: JunctionClient,
  store: StoredResults | null = null,
  logger = testLogger(),
): ResultsSource {
  const subjects = new ResultSubjects(pool);
  return new ResultsSource({
    junction,
    subjects,
    store,
    emptyResults: createEmptyResultsCache(),
    logger,
  });
}
