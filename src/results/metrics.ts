import { Counter, type Registry } from 'prom-client';
import type { ResultsOrigin } from './results-source.js';

/**
 * Counts the origins of results.
 *
 * @returns the callback of the results source
 */
export function createResultsMetrics(registry: Registry): (origin: ResultsOrigin) => void {
  const results = new Counter({
    name: 'order_transactions_results_total',
    help: 'Results requested, fetched ahead or fetched again, by where they came from: the store, the memory of empty responses, or a call of Junction.',
    labelNames: ['origin'],
    registers: [registry],
  });
  return (origin) => results.inc({ origin });
}
