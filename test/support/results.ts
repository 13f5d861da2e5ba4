import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { JunctionClient } from '../../src/junction/client.js';
import { createEmptyResultsCache } from '../../src/results/results-fetcher.js';
import { ResultsSource } from '../../src/results/results-source.js';
import type { StoredResults } from '../../src/results/store/stored-results.js';
import { ResultSubjects } from '../../src/store/result-subjects.js';
import { testLogger } from './logger.js';

interface TestResultsOptions {
  /** By default, no results are stored. */
  readonly store?: StoredResults | null;
  readonly logger?: Logger;
  /** By default the client of callers. */
  readonly background?: JunctionClient;
}

/** The results of Junction for the subjects in a database. */
export function createTestResults(
  pool: Pool,
  junction: JunctionClient,
  { store = null, logger = testLogger(), background = junction }: TestResultsOptions = {},
): ResultsSource {
  return new ResultsSource({
    junction,
    backgroundJunction: background,
    subjects: new ResultSubjects(pool),
    store,
    emptyResults: createEmptyResultsCache(),
    logger,
  });
}
