import { pendingMigrations } from '../database/recorded-migrations.js';
import type { ReadinessChecks } from '../http/health.js';
import { probeWrites } from '../ingest/write-probe.js';
import type { Infrastructure } from './infrastructure.js';
import type { Ingestion } from './ingestion.js';

/** The conditions under which the service can work; a load balancer sends it no requests while a check fails. */
export function readinessChecks(
  {
    database: { dataSource, pool },
    stopping,
  }: Pick<Infrastructure, 'stopping'> & {
    readonly database: Pick<Infrastructure['database'], 'dataSource' | 'pool'>;
  },
  { ingester }: Pick<Ingestion, 'ingester'>,
): ReadinessChecks {
  return {
    running: () => !stopping.aborted,
    database: cached(async () => (await pool.query('SELECT 1')).rowCount === 1),
    migrations: cached(async () => (await pendingMigrations(pool)).length === 0),
    writes: cached(async () => {
      await probeWrites(dataSource, ingester.isFailing);
      return true;
    }),
    queue: () => !ingester.isFull,
  };
}

const CACHED_MS = 1_000;

/** Shares the result of a check for a second, so that health requests do not load the database. */
function cached(check: () => Promise<boolean>): () => Promise<boolean> {
  let result: Promise<boolean> | null = null;
  let isPending = false;
  let settledAt = 0;
  return () => {
    const isOld = !isPending && performance.now() - settledAt > CACHED_MS;
    if (result !== null && !isOld) return result;
    isPending = true;
    result = check()
      .catch(() => false)
      .finally(() => {
        isPending = false;
        settledAt = performance.now();
      });
    return result;
  };
}
