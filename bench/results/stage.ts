import { randomBytes } from 'node:crypto';
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Pool } from 'pg';
import { pino } from 'pino';
import { createAuditTrail } from '../../src/access/audit-trail.js';
import { createDataSource, poolOf } from '../../src/database/data-source.js';
import { startEmbeddedPostgres } from '@order-transactions/embedded-postgres';
import { migrate } from '../../src/database/migrate.js';
import { Sealer } from '../../src/database/sealer.js';
import { createJunctionClient } from '../../src/junction/client.js';
import { entities } from '../../src/service/entities.js';
import { createMirrorReads } from '../../src/store/read/index.js';
import { createTestResults } from '../../test/support/results.js';
import { StoredResults } from '../../src/results/store/stored-results.js';
import { startGraphServer, type GraphServer } from '../../test/graphql/support/graph-server.js';

/** The real graph over a real Postgres, with completed transactions of two orders and a slow Junction. */
export interface BenchStage {
  /** A server that stores no results. */
  readonly withoutStore: GraphServer;
  readonly withStore: GraphServer;
  /** Counts the calls to Junction so far. */
  calls(): number;
  close(): Promise<void>;
}

const logger = pino({ level: 'silent' });

export async function openBenchStage(transactions: number, latencyMs: number): Promise<BenchStage> {
  const folder = await mkdtemp(path.join(tmpdir(), 'order-transactions-bench-'));
  const postgres = await startEmbeddedPostgres({ folder });
  await migrate({ url: postgres.url });
  const dataSource = await createDataSource({ url: postgres.url, entities }).initialize();
  const pool = poolOf(dataSource);
  await fill(pool, transactions);
  const upstream = await startUpstream(latencyMs);

  let calls = 0;
  const client = createJunctionClient({
    baseUrl: upstream.url,
    apiKey: 'sk_us_bench',
    onCall: () => calls++,
  });
  const store = new StoredResults(dataSource, new Sealer([randomBytes(32)]), logger, pool);
  const startGraph = (kept: StoredResults | null) =>
    startGraphServer({
      mirror: createMirrorReads(pool),
      results: createTestResults(pool, client, { store: kept }),
      audit: createAuditTrail({ dataSource, pool }),
    });
  const [withoutStore, withStore] = [await startGraph(null), await startGraph(store)];
  return {
    withoutStore,
    withStore,
    calls: () => calls,
    close: async () => {
      await withoutStore.close();
      await withStore.close();
      await client.close();
      upstream.child.kill();
      await dataSource.destroy();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function fill(pool: Pool, transactions: number): Promise<void> {
  await pool.query(
    `WITH made AS (
       INSERT INTO order_transaction (id, status, created_at, changed_at)
       SELECT gen_random_uuid(), 'completed', now(), now() FROM generate_series(1, $1)
       RETURNING id
     ), orders AS (
       INSERT INTO lab_order (id, transaction_id, origin, status, created_at, changed_at, record)
       SELECT gen_random_uuid(), made.id, origin, status, now(), now(), '{}'
       FROM made, (VALUES
         ('initial', 'collecting_sample.walk_in_test.redraw_available'),
         ('redraw', 'completed.walk_in_test.completed')) AS kinds (origin, status)
       RETURNING id, status
     )
     INSERT INTO order_event (order_id, event_id, status, created_at)
     SELECT id, number, status, now() FROM orders, generate_series(1, 8) AS number`,
    [transactions],
  );
  await pool.query('ANALYZE');
}

/** Starts a server that replaces Junction. It runs in its own process, so it takes no CPU time from the service. */
export async function startUpstream(
  latencyMs: number,
): Promise<{ url: string; child: ChildProcess }> {
  const child = fork(path.join(__dirname, 'upstream.ts'), {
    execArgv: ['--import', require.resolve('tsx')],
    env: { ...process.env, LATENCY_MS: String(latencyMs) },
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve(message as string));
    child.once('exit', () => reject(new Error('the server in place of Junction exited')));
  });
  return { url, child };
}
