import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Finding } from '../../src/cli/doctor/finding.js';
import { checkReplicas } from '../../src/cli/doctor/replicas.js';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '@order-transactions/embedded-postgres';
import { BoundedReads } from '../../src/database/bounded-reads.js';
import { createDatabaseMetrics } from '../../src/database/metrics.js';
import { openDatabase, type OpenDatabase } from '../../src/database/open-database.js';
import { Replicas, type ReplicaLimits } from '../../src/database/replicas.js';
import { openSession } from '../../src/database/session.js';
import { startReplica } from '../support/replica.js';
import { withDatabase } from '../support/test-server.js';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { ask } from '../support/ask.js';
import { testLogger } from '../support/logger.js';
import { testRegistry } from '../support/registry.js';
import { useFolder } from '../support/use-folder.js';

const IS_REPLICA = 'SELECT pg_is_in_recovery() AS replica';
/** Longer than a test, so that a replica that lags is not excluded. */
const PATIENT: ReplicaLimits = { checkEveryMs: 20, lagMs: 3_600_000 };

const folder = useFolder();
let postgres: EmbeddedPostgres;
let primary: OpenDatabase;
let replica: EmbeddedPostgres;
let proxy: TcpProxy;
let replicas: Replicas | undefined;

const portOf = (url: string) => Number(new URL(url).port);

beforeAll(async () => {
  const primaryFolder = path.join(folder.path, 'primary');
  postgres = await startEmbeddedPostgres({ folder: primaryFolder, throwAway: true });
  primary = await openDatabase({ databaseUrl: postgres.url, entities: [] });
  replica = await startReplica(
    { url: postgres.url, folder: primaryFolder },
    path.join(folder.path, 'replica'),
  );
  proxy = await startTcpProxy();
}, 120_000);
beforeEach(() => proxy.lead(portOf(replica.url)));
afterEach(async () => {
  await replicas?.close();
  replicas = undefined;
});
afterAll(async () => {
  await proxy.close();
  await replica.stop();
  await primary.close();
  await postgres.stop();
});

function read(urls: readonly string[], limits = PATIENT): Replicas {
  const logger = testLogger();
  replicas = new Replicas({ urls, primary: primary.pool, logger, behindPooler: false, limits });
  return replicas;
}

/** The replica's URL through a proxy, whose address remains when the replica stops. */
function throughProxy(): string {
  return replica.url.replace(/:\d+\/postgres$/, `:${proxy.port}/postgres`);
}

async function readsReplica(reads: Replicas): Promise<boolean> {
  return (await reads.query<{ replica: boolean }>({ text: IS_REPLICA })).rows[0]?.replica === true;
}

function untilItReads(reads: Replicas, expected: 'REPLICA' | 'PRIMARY'): Promise<void> {
  return until(async () => (await readsReplica(reads)) === (expected === 'REPLICA'));
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error('it was not so within 20 s');
    await pause(20);
  }
}

describe('statements that read', () => {
  it('go to a replica once it has come as far as the primary was at the start', async () => {
    await untilItReads(read([replica.url]), 'REPLICA');
  });

  it('go to the primary without delay while no replica is available', async () => {
    const reads = read(['postgres://127.0.0.1:1/nobody', 'postgres://127.0.0.1:1/there']);
    expect(await readsReplica(reads)).toBe(false);
  });

  it('go to another replica when one is not available', async () => {
    await untilItReads(read(['postgres://127.0.0.1:1/nobody', replica.url]), 'REPLICA');
  });

  it('continue while a replica is lost, and return to it', async () => {
    const reads = read([throughProxy()]);
    await untilItReads(reads, 'REPLICA');
    const answers: boolean[] = [];
    let lost = false;
    const readers = Array.from({ length: 4 }, async () => {
      while (!lost || answers.at(-1)) answers.push(await readsReplica(reads));
    });
    proxy.lead(null);
    lost = true;
    await Promise.all(readers);
    expect(await readsReplica(reads)).toBe(false);

    proxy.lead(portOf(replica.url));
    await untilItReads(reads, 'REPLICA');
  });

  it('leave a replica alone that is too far behind, until it has caught up', async () => {
    const reads = read([replica.url], { checkEveryMs: 20, lagMs: 200 });
    await untilItReads(reads, 'REPLICA');
    await ask(replica.url, 'SELECT pg_wal_replay_pause()');
    await primary.pool.query('CREATE TABLE news ()');
    await untilItReads(reads, 'PRIMARY');

    await ask(replica.url, 'SELECT pg_wal_replay_resume()');
    await untilItReads(reads, 'REPLICA');
  });

  it('wait for a replica that was behind already when the service started', async () => {
    await ask(replica.url, 'SELECT pg_wal_replay_pause()');
    await primary.pool.query('CREATE TABLE more_news ()');
    const reads = read([replica.url]);
    for (let look = 0; look < 5; look++) {
      expect(await readsReplica(reads)).toBe(false);
      await pause(PATIENT.checkEveryMs);
    }
    await ask(replica.url, 'SELECT pg_wal_replay_resume()');
    await untilItReads(reads, 'REPLICA');
  });

  it('fail by their own fault without a second try, and without harm to the replica', async () => {
    const reads = read([replica.url]);
    await untilItReads(reads, 'REPLICA');
    await expect(reads.query({ text: 'SELECT 1 / 0' })).rejects.toThrow('division by zero');
    await expect(reads.query({ text: 'CREATE TABLE mine ()' })).rejects.toThrow('read-only');
    expect(await readsReplica(reads)).toBe(true);
  });
});

test('a metric reports how far a replica is behind, and is absent while that is unknown', async () => {
  const reads = read([replica.url, 'postgres://127.0.0.1:1/nobody']);
  const registry = testRegistry();
  createDatabaseMetrics(registry, primary.pool, {
    primaryReads: new BoundedReads(primary.pool),
    reads: new BoundedReads(reads),
    replicas: reads,
  });
  const lagLines = async () =>
    (await registry.metrics()).match(/^order_transactions_database_replica_behind_bytes.*/gm);
  const line = `order_transactions_database_replica_behind_bytes{replica="${new URL(replica.url).host}"}`;
  await untilItReads(reads, 'REPLICA');
  expect(await lagLines()).toEqual([`${line} 0`]);

  await ask(replica.url, 'SELECT pg_wal_replay_pause()');
  await primary.pool.query('CREATE TABLE further_news ()');
  await until(async () => /} [1-9]/.test((await lagLines())?.join() ?? ''));
  await ask(replica.url, 'SELECT pg_wal_replay_resume()');
  await until(async () => (await lagLines())?.join() === `${line} 0`);
});

describe('the doctor', () => {
  async function runCheck(url: string, patienceMs = 20_000): Promise<Finding> {
    const session = await openSession(postgres.url, 'the test');
    const config = { databaseReplicaUrls: [url], databaseDirectUrl: null };
    const finding = await checkReplicas(config, session, patienceMs).next();
    await session.end();
    return finding.value as Finding;
  }
  const failure = (message: RegExp) => ({
    subject: 'replica',
    isOk: false,
    message: expect.stringMatching(message) as string,
  });

  it('reports that a replica is not too far behind', async () => {
    expect(await runCheck(replica.url)).toEqual({
      subject: 'replica',
      isOk: true,
      message: expect.stringMatching(/^127\.0\.0\.1:\d+ is a standby, and came as far/) as string,
    });
  });

  it('reports that a replica is too far behind', async () => {
    await ask(replica.url, 'SELECT pg_wal_replay_pause()');
    await primary.pool.query('CREATE TABLE latest_news ()');
    const finding = await runCheck(replica.url, 100);
    await ask(replica.url, 'SELECT pg_wal_replay_resume()');
    expect(finding).toEqual(failure(/is more than 0\.1 s behind, by [1-9]\d* bytes of log/));
  });

  it('reports that a replica does not answer, without its password', async () => {
    const finding = await runCheck('postgres://anna:hunter2@127.0.0.1:1/nobody');
    expect(finding).toEqual(
      failure(/^127\.0\.0\.1:1 cannot be reached \(.*\): check DATABASE_REPLICA_URLS/),
    );
    expect(finding.message).not.toContain('hunter2');
  });

  it('reports that a replica is the primary', async () => {
    expect(await runCheck(postgres.url)).toEqual(
      failure(/is no standby: remove it from DATABASE_REPLICA_URLS/),
    );
  });

  it('reports that a replica contains another database', async () => {
    expect(await runCheck(withDatabase(replica.url, 'template1'))).toEqual(
      failure(/holds another database/),
    );
  });
});
