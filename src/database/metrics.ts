import type { Pool } from 'pg';
import { Gauge, type Registry } from 'prom-client';

/** Shows how much of the pool is used, and who waits for a connection of it. */
export function createPoolMetrics(registry: Registry, pool: Pool): void {
  const registers = [registry];
  new Gauge({
    name: 'order_transactions_database_connections',
    help: 'Connections of the pool by state: in use, or idle.',
    labelNames: ['state'],
    registers,
    collect() {
      this.set({ state: 'used' }, pool.totalCount - pool.idleCount);
      this.set({ state: 'idle' }, pool.idleCount);
    },
  });
  new Gauge({
    name: 'order_transactions_database_connections_limit',
    help: 'The most connections that the pool may open.',
    registers,
    collect() {
      this.set(pool.options.max);
    },
  });
  new Gauge({
    name: 'order_transactions_database_waiting',
    help: 'Statements and transactions that wait for a connection of the pool.',
    registers,
    collect() {
      this.set(pool.waitingCount);
    },
  });
}
