import { pendingMigrations } from '../database/recorded-migrations.js';
import type { ReadinessChecks } from '../http/health.js';
import type { Foundation } from './foundation.js';
import type { Ingestion } from './ingestion.js';

/** What must hold for the service to do its work; a load balancer sends it nothing while one of them fails. */
export function readinessChecks(
  {
    database: { pool },
    stopping,
  }: Pick<Foundation, 'stopping'> & {
    readonly database: Pick<Foundation['database'], 'pool'>;
  },
  { ingester }: Pick<Ingestion, 'ingester'>,
): ReadinessChecks {
  return {
    running: () => !stopping.aborted,
    database: async () => (await pool.query('SELECT 1')).rowCount === 1,
    migrations: async () => (await pendingMigrations(pool)).length === 0,
    queue: () => !ingester.full,
  };
}
