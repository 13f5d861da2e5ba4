import type { Pool } from 'pg';
import { Gauge, type Registry } from 'prom-client';
import type { BoundedReads } from './bounded-reads.js';
import type { Replicas } from './replicas.js';

export interface DatabaseReads {
  readonly primaryReads: BoundedReads;
  readonly reads: BoundedReads;
  readonly replicas: Replicas | null;
}

/** Reports the use of the pool, the statements that wait for a connection, and the state of the replicas. */
export function createDatabaseMetrics(
  registry: Registry,
  pool: Pool,
  { primaryReads, reads, replicas }: DatabaseReads,
): void {
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
    help: 'Statements and transactions that wait for a connection.',
    registers,
    collect() {
      const ofReplicas = reads === primaryReads ? 0 : reads.waiting;
      this.set(pool.waitingCount + primaryReads.waiting + ofReplicas);
    },
  });
  new Gauge({
    name: 'order_transactions_database_replicas',
    help: 'Read replicas by state: fit to be read, or left out.',
    labelNames: ['state'],
    registers,
    collect() {
      const { usableCount, unusableCount } = replicas ?? { usableCount: 0, unusableCount: 0 };
      this.set({ state: 'fit' }, usableCount);
      this.set({ state: 'left_out' }, unusableCount);
    },
  });
  new Gauge({
    name: 'order_transactions_database_replica_behind_bytes',
    help: 'How much of the primary’s log a read replica has not replayed yet; absent while it is unknown.',
    labelNames: ['replica'],
    registers,
    collect() {
      this.reset();
      for (const { host, bytes } of replicas?.delays ?? []) this.set({ replica: host }, bytes);
    },
  });
}
