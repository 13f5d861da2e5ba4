import { RETENTION_INTERVAL_MS, scheduleRetention } from '../maintenance/retention.js';
import { createSyncMetrics, type SyncMetrics } from '../sync/metrics.js';
import { startStatusRecomputation } from '../maintenance/status-recomputation.js';
import { scheduleReconcile } from '../sync/reconcile-scheduler.js';
import { MINUTE_MS } from '../sync/window.js';
import type { Infrastructure } from './infrastructure.js';
import type { Ingestion } from './ingestion.js';

/**
 * Starts the scheduled jobs.
 *
 * @returns the values that they report
 */
export function startJobs(
  { config, junction, database, registry, upstream, logger, onClose }: Infrastructure,
  { ingester, quarantine }: Ingestion,
): Pick<SyncMetrics, 'readDrift'> {
  const intervalMs = config.reconcileEveryMinutes * MINUTE_MS;
  const metrics = createSyncMetrics(registry, database.dataSource, {
    RECONCILE: intervalMs,
    RETENTION: RETENTION_INTERVAL_MS,
  });
  const reconcile = scheduleReconcile({
    database,
    pool: database.pool,
    ingester,
    junction,
    logger,
    metrics,
    observer: upstream('job'),
    intervalMs,
  });
  onClose(() => reconcile.close());
  const retention = scheduleRetention(
    { database, quarantine, ...config.retention },
    { database, logger, onTakeover: metrics.countTakeover },
  );
  onClose(() => retention.close());
  const recomputation = startStatusRecomputation(database.pool, logger);
  onClose(() => recomputation.close());
  return metrics;
}
