import { Counter, Gauge, type Registry } from 'prom-client';
import type { DataSource, EntityManager } from 'typeorm';
import { readJobRuns } from '../database/jobs/job-runs.js';
import type { Takeover } from '../database/jobs/run-job.js';
import { OrderTransactionEntity } from '../store/entities.js';
import { readAtScrape, readSamplesAtScrape } from '../telemetry/metrics.js';

/** Measures whether the mirror is up to date with Junction, and whether the jobs run. */
export interface SyncMetrics {
  /** @param orders the number of orders that differed from Junction when all were compared */
  readonly recordDrift: (orders: number) => void;
  /** What was recorded last; null: nothing yet. */
  readonly readDrift: () => number | null;
  readonly countTakeover: (takeover: Takeover) => void;
}

export function createSyncMetrics(
  registry: Registry,
  dataSource: DataSource,
  intervalsMs: Readonly<Partial<Record<string, number>>>,
): SyncMetrics {
  const registers = [registry];
  const drift = new Gauge({
    name: 'order_transactions_drift_orders',
    help: 'Orders in which the mirror differed from Junction when this process last compared them.',
    registers,
  });
  readAtScrape(
    registry,
    'order_transactions_newest_event_age_seconds',
    'Time since the newest event among the transactions that changed last, by the time that Junction gives it.',
    () => newestEventAge(dataSource.manager),
  );
  const takeovers = new Counter({
    name: 'order_transactions_sync_takeovers_total',
    help: 'Runs that this process took over from a process that was frozen or lost.',
    labelNames: ['task'],
    registers,
  });
  const interval = new Gauge({
    name: 'order_transactions_sync_interval_seconds',
    help: 'How often a task runs; 0: never.',
    labelNames: ['task'],
    registers,
  });
  for (const [job, ms = 0] of Object.entries(intervalsMs)) {
    takeovers.inc(labelsOf(job), 0);
    interval.set(labelsOf(job), ms / 1000);
  }
  createRunMetrics(registry, dataSource);
  let newest: number | null = null;
  return {
    recordDrift: (orders) => {
      newest = orders;
      drift.set(orders);
    },
    readDrift: () => newest,
    countTakeover: ({ job }) => takeovers.inc(labelsOf(job)),
  };
}

/** Read from the database: every process reports the same, also while the owner of a run is frozen. */
function createRunMetrics(registry: Registry, { manager }: DataSource): void {
  readSamplesAtScrape(
    registry,
    {
      name: 'order_transactions_sync_last_success_timestamp_seconds',
      help: 'When a task last succeeded, in any process; absent until it has.',
      labelNames: ['task'],
    },
    async () =>
      (await readJobRuns(manager)).flatMap(({ job, succeededAt }) =>
        succeededAt ? { labels: labelsOf(job), value: Date.parse(succeededAt) / 1000 } : [],
      ),
  );
  readSamplesAtScrape(
    registry,
    {
      name: 'order_transactions_sync_owner',
      help: 'Seconds since the run of a task began, by the process that holds its lock.',
      labelNames: ['task', 'owner'],
    },
    async () =>
      (await readJobRuns(manager)).flatMap(({ job, owner, isLocked, age }) =>
        isLocked && owner ? { labels: { ...labelsOf(job), owner }, value: age ?? 0 } : [],
      ),
  );
}

/** Prometheus uses the label `job` itself. */
function labelsOf(job: string): { task: string } {
  return { task: job.toLowerCase() };
}

/** Read from the end of an index: the newest of all events would require a scan of all events. */
async function newestEventAge(manager: EntityManager): Promise<number | null> {
  const newest = await manager
    .createQueryBuilder()
    .select('extract(epoch FROM now() - max(latest.updated_at))::float8', 'age')
    .from(
      (query) =>
        query
          .select('changed.updatedAt', 'updated_at')
          .from(OrderTransactionEntity, 'changed')
          .orderBy('changed.changedAt', 'DESC')
          .limit(100),
      'latest',
    )
    .getRawOne<{ age: number | null }>();
  return newest?.age ?? null;
}
