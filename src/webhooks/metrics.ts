import { Counter, Gauge, type Registry } from 'prom-client';
import type { Ingester } from '../orders/ingester.js';
import type { Quarantine } from '../orders/quarantine.js';

/** Types by which something can be told; all others of a family are one, so that labels stay few. */
const LAB_EVENT = /^labtest\.(order|appointment|result|match_review)\.[a-z]{1,20}$/;
const FAMILY = /^[a-z_]{1,30}(?=\.)/;

/**
 * Counts deliveries by type and outcome, and shows what waits: the queue and the quarantine.
 *
 * @returns what the receiver tells of each delivery
 */
export function createWebhookMetrics(
  registry: Registry,
  { ingester, quarantine }: { ingester: Ingester; quarantine: Quarantine },
): (eventType: string | null, outcome: string) => void {
  const deliveries = new Counter({
    name: 'order_transactions_webhooks_total',
    help: 'Webhook deliveries by event type and outcome.',
    labelNames: ['type', 'outcome'],
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
  new Gauge({
    name: 'order_transactions_quarantine_messages',
    help: 'Messages that were signed and could not be read, and wait for an operator.',
    registers: [registry],
    async collect() {
      this.set(await quarantine.count());
    },
  });
  return (eventType, outcome) => deliveries.inc({ type: labelOf(eventType), outcome });
}

function labelOf(eventType: string | null): string {
  if (eventType === null) return 'unknown';
  if (LAB_EVENT.test(eventType) || eventType === 'message.attempt.exhausted') return eventType;
  return FAMILY.exec(eventType)?.[0] ?? 'other';
}
