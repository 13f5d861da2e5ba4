import type { JunctionClient } from '../junction/client.js';
import type { JsonObject } from '../junction/tolerant.js';
import { UpstreamError } from '../junction/upstream-error.js';
import type { LabResults } from './model.js';
import { readLabResults } from './read-results.js';

/**
 * Where lab results come from. Each id costs one call of Junction, since it has no call for several; calls in flight
 * for one id are shared. Null: there are no results yet. An UpstreamError concerns the one id asked for.
 */
export interface ResultsSource {
  /** The results of a whole transaction, combined by Junction over its orders. */
  transactionResults(transactionId: string): Promise<LabResults | null>;
  /** The results of one order alone. */
  orderResults(orderId: string): Promise<LabResults | null>;
}

export function createResultsSource(junction: JunctionClient): ResultsSource {
  return {
    transactionResults: async (id) => readAnswer(await junction.transactionResults(id)),
    orderResults: async (id) => readAnswer(await junction.orderResults(id)),
  };
}

/** An answer that holds no results at all must not look like a test without any finding. */
function readAnswer(body: JsonObject | null): LabResults | null {
  if (body === null) return null;
  const results = readLabResults(body);
  if (results === null) throw new UpstreamError('UPSTREAM_REJECTED', 'body holds no lab results');
  return results;
}
