import type { Pool } from 'pg';
import type { JobLock } from '../database/jobs/run-job.js';
import {
  scheduleJob,
  type JobSchedule,
  type ScheduleOptions,
} from '../database/jobs/schedule-job.js';
import { JOB_LIMITS } from '../junction/call-policy.js';
import { createJunctionClient, type JunctionObserver } from '../junction/client.js';
import type { Ingester } from '../ingest/ingester.js';
import { createIntake } from './intake.js';
import type { SyncMetrics } from './metrics.js';
import { reconcile } from './reconcile.js';

export interface ReconcileScheduleOptions extends Omit<ScheduleOptions, 'onTakeover'> {
  readonly pool: Pool;
  readonly ingester: Ingester;
  readonly junction: { readonly baseUrl: string; readonly apiKey: string };
  readonly metrics: SyncMetrics;
  readonly observer: JunctionObserver;
  /** 0: never. */
  readonly intervalMs: number;
}

/** Reconciles the mirror with Junction once an interval, in one of the service's processes. */
export function scheduleReconcile(options: ReconcileScheduleOptions): JobSchedule {
  const { intervalMs, database, pool, ingester, junction, logger, metrics, observer, times } =
    options;
  if (intervalMs === 0) return { close: () => Promise.resolve() };

  // A separate client: calls for a user's request never wait for those of a job.
  const client = createJunctionClient({ ...junction, ...observer, limits: JOB_LIMITS });
  const intake = createIntake(pool, ingester);

  async function run(lock: JobLock): Promise<boolean> {
    const { dataSource } = database;
    const { counts, failures } = await reconcile({ dataSource, lock, client, intake });
    metrics.recordDrift(counts.created + counts.updated);
    for (const failure of failures) logger.error(failure, 'reconcile failed in part');
    logger.info(counts, 'reconciled');
    return failures.length === 0;
  }

  const schedule = scheduleJob(
    { job: 'RECONCILE', intervalMs, run },
    { database, logger, times, onTakeover: metrics.countTakeover },
  );
  return {
    close: async () => {
      const stopped = schedule.close();
      // Calls in progress fail, so that the run stops soon. Stored orders remain.
      await client.close();
      await stopped;
    },
  };
}
