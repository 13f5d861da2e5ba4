import type { Pool } from 'pg';
import { Gauge, type Registry } from 'prom-client';

/** Shows whether the mirror keeps up with Junction. */
export interface SyncMetrics {
  /** Told how many orders differed from Junction when they were compared. */
  readonly noteDrift: (orders: number) => void;
}

export function createSyncMetrics(registry: Registry, pool: Pool): SyncMetrics {
  const drift = new Gauge({
    name: 'order_transactions_drift_orders',
    help: 'Orders in which the mirror differed from Junction when they were last compared.',
    registers: [registry],
  });
  new Gauge({
    name: 'order_transactions_newest_event_age_seconds',
    help: 'Time since the newest event of an order, by the time that Junction gives it.',
    registers: [registry],
    async collect() {
      // The other metrics are told even while the database is away.
      const age = await newestEventAge(pool).catch(() => null);
      if (age !== null) this.set(age);
    },
  });
  return { noteDrift: (orders) => drift.set(orders) };
}

async function newestEventAge(pool: Pool): Promise<number | null> {
  const { rows } = await pool.query<{ age: number | null }>(
    'SELECT extract(epoch FROM now() - max(created_at))::float8 AS age FROM order_event',
  );
  return rows[0]?.age ?? null;
}
