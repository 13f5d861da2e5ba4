import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Ingester } from '../ingest/ingester.js';
import type { Quarantine } from '../ingest/quarantine.js';
import { readAtScrape } from '../telemetry/metrics.js';
import type { FinishedDelivery } from './delivery-log.js';
import { eventTypeLabel } from './event-type-label.js';

/**
 * Counts deliveries by type and outcome, measures their durations, and reports the lengths of the queue and the
 * quarantine.
 *
 * @returns the callback for each delivery
 */
export function createWebhookMetrics(
  registry: Registry,
  { ingester, quarantine }: { ingester: Ingester; quarantine: Quarantine },
): (delivery: FinishedDelivery) => void {
  const deliveries = new Counter({
    name: 'order_transactions_webhooks_total',
    help: 'Webhook deliveries by event type and outcome.',
    labelNames: ['type', 'outcome'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'order_transactions_webhook_seconds',
    help: 'From a delivery that is received whole to its response.',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  new Gauge({
    name: 'order_transactions_ingest_queue_messages',
    help: 'Messages that wait for a batch.',
    registers: [registry],
    collect() {
      this.set(ingester.waiting);
    },
  });
  readAtScrape(
    registry,
    'order_transactions_quarantine_messages',
    'Signed messages that could not be read, and wait for an operator.',
    () => quarantine.count(),
  );
  readAtScrape(
    registry,
    'order_transactions_pending_messages',
    'Messages that were answered with 503 and not applied since.',
    () => quarantine.countPending(),
  );
  return ({ eventType, outcome, durationMs }) => {
    deliveries.inc({ type: eventTypeLabel(eventType), outcome });
    durations.observe(durationMs / 1000);
  };
}
