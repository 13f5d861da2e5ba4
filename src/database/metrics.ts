import type { Pool } from 'pg';
import { Gauge, type Registry } from 'prom-client';
import { Replicas, type ReadDatabase } from './replicas.js';

/** Shows how much of the pool is used, who waits for a connection of it, and how the replicas are. */
export function createDatabaseMetrics(registry: Registry, pool: Pool, reads: ReadDatabase): void {
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
  new Gauge({
    name: 'order_transactions_database_replicas',
    help: 'Read replicas by state: fit to be read, or left out.',
    labelNames: ['state'],
    registers,
    collect() {
      const { fit, leftOut } = reads instanceof Replicas ? reads : { fit: 0, leftOut: 0 };
      this.set({ state: 'fit' }, fit);
      this.set({ state: 'left_out' }, leftOut);
    },
  });
  new Gauge({
    name: 'order_transactions_database_replica_behind_bytes',
    help: 'How much of the primary’s log a read replica does not show yet; absent while nobody knows.',
    labelNames: ['replica'],
    registers,
    collect() {
      this.reset();
      if (!(reads instanceof Replicas)) return;
      for (const { host, bytes } of reads.distances) this.set({ replica: host }, bytes);
    },
  });
}
