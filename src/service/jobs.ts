import { startHealer } from '../sync/healer.js';
import { createSyncMetrics } from '../sync/metrics.js';
import { startRetention } from '../maintenance/retention.js';
import { startStatusRecomputation } from '../maintenance/status-recomputation.js';
import type { Foundation } from './foundation.js';
import type { Ingestion } from './ingestion.js';

/** What the service does by itself from time to time. */
export function startJobs(
  { config, junction, database, registry, upstream, logger, onClose }: Foundation,
  { ingester, quarantine }: Ingestion,
): void {
  const healer = startHealer({
    database,
    ingester,
    junction,
    logger,
    metrics: createSyncMetrics(registry, database.pool),
    observer: upstream('job'),
    everyMinutes: config.reconcileEveryMinutes,
  });
  onClose(() => healer.close());
  const retention = startRetention({ database, quarantine, logger, ...config.retention });
  onClose(() => retention.close());
  const recomputation = startStatusRecomputation(database.pool, logger);
  onClose(() => recomputation.close());
}
