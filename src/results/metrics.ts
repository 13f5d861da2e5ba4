import { Counter, type Registry } from 'prom-client';
import type { ResultsOrigin } from './results-source.js';

/** Counts where results came from. @returns what the source of results tells of each */
export function createResultsMetrics(registry: Registry): (origin: ResultsOrigin) => void {
  const results = new Counter({
    name: 'order_transactions_results_total',
    help: 'Results asked for or fetched ahead, by where they came from: the store, or a call of Junction.',
    labelNames: ['origin'],
    registers: [registry],
  });
  return (origin) => results.inc({ origin });
}
