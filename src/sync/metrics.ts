import type { Pool } from 'pg';
import { Gauge, type Registry } from 'prom-client';
import { readAtScrape } from '../telemetry/metrics.js';

/** Shows whether the mirror keeps up with Junction. */
export interface SyncMetrics {
  /** Told how many orders differed from Junction when they were all compared. */
  readonly noteDrift: (orders: number) => void;
}

export function createSyncMetrics(registry: Registry, pool: Pool): SyncMetrics {
  const drift = new Gauge({
    name: 'order_transactions_drift_orders',
    help: 'Orders in which the mirror differed from Junction when they were last compared.',
    registers: [registry],
  });
  const comparedAt = new Gauge({
    name: 'order_transactions_compared_timestamp_seconds',
    help: 'When this replica last compared the mirror with Junction; 0: not since it started.',
    registers: [registry],
  });
  readAtScrape(
    registry,
    'order_transactions_newest_event_age_seconds',
    'Time since the newest event among the transactions that changed last, by the time that Junction gives it.',
    () => newestEventAge(pool),
  );
  return {
    noteDrift: (orders) => {
      drift.set(orders);
      comparedAt.setToCurrentTime();
    },
  };
}

/** Read off the end of an index: the newest of all events would take a walk through all of them. */
async function newestEventAge(pool: Pool): Promise<number | null> {
  const { rows } = await pool.query<{ age: number | null }>(
    `SELECT extract(epoch FROM now() - max(updated_at))::float8 AS age
     FROM (SELECT updated_at FROM order_transaction ORDER BY changed_at DESC LIMIT 100) AS latest`,
  );
  return rows[0]?.age ?? null;
}
