import { Histogram, type Registry } from 'prom-client';
import type { FinishedBatch } from './ingester.js';

/**
 * Counts and times batches of messages.
 *
 * @returns a callback for each batch
 */
export function createBatchMetrics(registry: Registry): (batch: FinishedBatch) => void {
  const durations = new Histogram({
    name: 'order_transactions_apply_seconds',
    help: 'From the begin of a batch to its commit, with repetitions after collisions.',
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  const sizes = new Histogram({
    name: 'order_transactions_batch_messages',
    help: 'Messages in a batch that was committed.',
    buckets: [1, 2, 4, 8, 16, 32, 64, 128],
    registers: [registry],
  });
  return ({ messages, durationMs }) => {
    durations.observe(durationMs / 1000);
    sizes.observe(messages);
  };
}
