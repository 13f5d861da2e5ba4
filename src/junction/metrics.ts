import { Histogram, type Registry } from 'prom-client';
import type { FinishedCall } from './client.js';

/** Counts and times calls of Junction by outcome. @returns what the client tells of each */
export function createUpstreamMetrics(registry: Registry): (call: FinishedCall) => void {
  const calls = new Histogram({
    name: 'order_transactions_upstream_call_seconds',
    help: 'Calls of Junction by outcome, with all their attempts and waits.',
    labelNames: ['outcome'],
    buckets: [0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  return ({ outcome, durationMs }) => calls.observe({ outcome }, durationMs / 1000);
}
