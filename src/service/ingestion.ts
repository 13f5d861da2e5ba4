import { Ingester } from '../ingest/ingester.js';
import { countCriticalOrders } from '../ingest/count-critical-orders.js';
import { createBatchMetrics } from '../ingest/metrics.js';
import { TrackedOrders } from '../ingest/tracked-orders.js';
import { createMirrorReads } from '../store/read/index.js';
import { OrderNotices } from '../ingest/order-notices.js';
import { Quarantine } from '../ingest/quarantine.js';
import { watchBreaches } from '../ingest/watch-breaches.js';
import { createWebhookMetrics } from '../webhooks/metrics.js';
import { RecentDeliveries } from '../webhooks/recent-deliveries.js';
import { createReceiver, type Receive } from '../webhooks/receiver.js';
import type { Infrastructure } from './infrastructure.js';
import type { Results } from './results.js';

/** The ingest path and the receiver of webhooks. */
export interface Ingestion {
  readonly ingester: Ingester;
  readonly quarantine: Quarantine;
  readonly receive: Receive;
  readonly trackedOrders: TrackedOrders;
  readonly deliveries: RecentDeliveries;
}

export function startIngestion(
  { database, primaryReads, sealer, registry, logger, junction, upstream, onClose }: Infrastructure,
  { prefetcher }: Results,
): Ingestion {
  const quarantine = new Quarantine(database.dataSource, sealer);
  const ingester = new Ingester(database.pool, {
    onStored: (client, messages) => quarantine.removePending(client, messages),
    onBatch: createBatchMetrics(registry),
    onChanged: (transactionIds) => prefetcher?.enqueue(transactionIds),
    onCritical: countCriticalOrders(registry),
    onBreach: watchBreaches(registry, logger),
  });
  onClose(() => ingester.idle());
  const count = createWebhookMetrics(registry, { ingester, quarantine });
  const deliveries = new RecentDeliveries();
  const receive = createReceiver({
    ingester,
    notices: new OrderNotices(database.dataSource),
    quarantine,
    secrets: junction.webhookSecrets,
    teamIds: junction.teamIds,
    count: (delivery) => {
      count(delivery);
      deliveries.add(delivery);
    },
  });
  const trackedOrders = new TrackedOrders({
    junction,
    observer: upstream('job'),
    ingester,
    mirror: createMirrorReads(primaryReads),
    logger,
  });
  onClose(() => trackedOrders.close());
  return { ingester, quarantine, receive, deliveries, trackedOrders };
}
