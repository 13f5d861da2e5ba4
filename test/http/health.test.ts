import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { createDataSource, poolOf } from '../../src/database/data-source.js';
import { Ingester } from '../../src/ingest/ingester.js';
import { readinessChecks } from '../../src/service/readiness.js';
import { registerHealth } from '../../src/http/health.js';
import { entities } from '../../src/service/entities.js';
import { testDatabaseUrl } from '../support/test-server.js';
import { countRows } from '../support/mirror.js';
import { startTcpProxy } from '../support/tcp-proxy.js';
import { useTestDatabase } from '../support/use-database.js';
import { useResource } from '../support/use-resource.js';

const MOST_WAITING = 2_000;

const { pool: direct } = useTestDatabase('TEST');
/** The same database through a proxy that can cut connections. */
let reached: DataSource;
const proxy = useResource(startTcpProxy, (it) => it.close(), { lifetime: 'TEST' });
let pool: Pool;
let ingester: Ingester;
let stopping: AbortController;
let fastify: FastifyInstance;
let base: string;

beforeEach(async () => {
  const url = new URL(testDatabaseUrl());
  proxy.lead(Number(url.port));
  url.port = String(proxy.port);
  reached = await createDataSource({ url: url.href, entities }).initialize();
  pool = poolOf(reached);
  // The pool emits an error for each connection that was cut.
  pool.on('error', () => undefined);
  ingester = new Ingester(pool);
  stopping = new AbortController();
  fastify = Fastify();
  registerHealth(
    fastify,
    readinessChecks(
      { database: { dataSource: reached, pool }, stopping: stopping.signal },
      { ingester },
    ),
  );
  base = await fastify.listen({ host: '127.0.0.1', port: 0 });
});
afterEach(async () => {
  expect((await fetch(`${base}/health/live`)).status).toBe(200);
  await fastify.close();
  await reached.destroy();
});

const READY = { running: true, database: true, migrations: true, writes: true, queue: true };

/** Waits until the cached result expires, which takes one second. */
async function later(): Promise<void> {
  await sleep(1_050);
}

async function readiness(): Promise<{ status: number; checks: unknown }> {
  const answer = await fetch(`${base}/health/ready`);
  const { checks } = (await answer.json()) as { checks: unknown };
  return { status: answer.status, checks };
}

/** Makes the service reconnect with the database's current settings. */
async function dropConnections(): Promise<void> {
  await direct.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );
  await sleep(50);
}

/** Each promise resolves, whether the message is applied or rejected. */
function takeMessages(count: number): Promise<unknown>[] {
  return Array.from({ length: count }, () =>
    ingester
      .take({ source: 'WEBHOOK', key: randomUUID(), eventType: null, fact: null })
      .catch(() => null),
  );
}

describe('the service', () => {
  it('is alive, and ready while it can work', async () => {
    expect(await readiness()).toEqual({ status: 200, checks: READY });
  });

  it('is alive, but not ready while the database cannot be reached', async () => {
    proxy.lead(null);
    expect(await readiness()).toEqual({
      status: 503,
      checks: { ...READY, database: false, migrations: false, writes: false },
    });
  });

  it('is alive, but not ready while the database lacks a migration', async () => {
    const { rows } = await direct.query<{ timestamp: string; name: string }>(
      'DELETE FROM migrations WHERE id = (SELECT max(id) FROM migrations) RETURNING timestamp, name',
    );
    expect(await readiness()).toEqual({ status: 503, checks: { ...READY, migrations: false } });

    await direct.query('INSERT INTO migrations (timestamp, name) VALUES ($1, $2)', [
      rows[0]?.timestamp,
      rows[0]?.name,
    ]);
    await later();
    expect(await readiness()).toMatchObject({ status: 200 });
  });

  it('is alive, but not ready while its queue is full', async () => {
    const blocker = await direct.connect();
    try {
      await blocker.query('BEGIN; LOCK TABLE webhook_inbox IN ACCESS EXCLUSIVE MODE');
      const beforeBatches = takeMessages(MOST_WAITING);
      await nextTurn();
      const refused = takeMessages(MOST_WAITING);
      expect(await readiness()).toEqual({ status: 503, checks: { ...READY, queue: false } });

      await blocker.query('ROLLBACK');
      await Promise.all([...beforeBatches, ...refused]);
      expect(await readiness()).toMatchObject({ status: 200 });
    } finally {
      blocker.release(true);
    }
  });

  it('is alive, but not ready while the database accepts no writes', async () => {
    const name = new URL(testDatabaseUrl()).pathname.slice(1);
    await direct.query(`ALTER DATABASE "${name}" SET default_transaction_read_only = on`);
    await dropConnections();
    expect(await readiness()).toEqual({ status: 503, checks: { ...READY, writes: false } });

    await direct.query('SET default_transaction_read_only = off');
    await direct.query(`ALTER DATABASE "${name}" RESET default_transaction_read_only`);
    await dropConnections();
    await later();
    expect(await readiness()).toEqual({ status: 200, checks: READY });
    expect(await countRows(direct, 'webhook_quarantine')).toBe(0);
  });

  it('reports readiness by a check that is at most a second old, however often it is requested', async () => {
    const query = jest.spyOn(pool, 'query');
    await Promise.all(Array.from({ length: 50 }, readiness));
    await readiness();
    const statements = query.mock.calls.length;
    expect(statements).toBeLessThanOrEqual(2);
    query.mockRestore();
  });

  it('is not ready once it begins to stop', async () => {
    stopping.abort();
    expect(await readiness()).toEqual({ status: 503, checks: { ...READY, running: false } });
  });
});
