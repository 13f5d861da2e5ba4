import { Gauge, Histogram, type Registry } from 'prom-client';
import type { JunctionObserver } from './client.js';

/** The origin of a call: a request whose caller waits, results that are fetched in the background, or a job. */
export type Caller = 'request' | 'background' | 'job';

/**
 * Counts and times calls to Junction, and reports when it is considered down.
 *
 * @returns a function that creates the callbacks of a client
 */
export function createUpstreamMetrics(registry: Registry): (caller: Caller) => JunctionObserver {
  const calls = new Histogram({
    name: 'order_transactions_upstream_call_seconds',
    help: 'Calls of Junction by caller and outcome, with all their attempts and waits.',
    labelNames: ['caller', 'outcome'],
    buckets: [0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  const down = new Gauge({
    name: 'order_transactions_upstream_down',
    help: '1 while Junction counts as down and calls fail at once (the breaker is open), by caller.',
    labelNames: ['caller'],
    registers: [registry],
  });
  return (caller) => {
    down.set({ caller }, 0);
    return {
      onCall: ({ outcome, durationMs }) => calls.observe({ caller, outcome }, durationMs / 1000),
      onDown: (isDown) => down.set({ caller }, isDown ? 1 : 0),
    };
  };
}
