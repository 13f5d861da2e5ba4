/** Not part of `npm test`, because it requires PgBouncer: `npm run test:pgbouncer`. */
import { createClient } from 'graphql-ws';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WebSocket } from 'ws';
import { checkDatabase } from '../../src/cli/doctor/database.js';
import { readConfig, type Config } from '../../src/config/config.js';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '@order-transactions/embedded-postgres';
import { openDatabase } from '../../src/database/open-database.js';
import { DatabaseStartError } from '../../src/database/start-error.js';
import { entities } from '../../src/service/entities.js';
import { startService, type Service } from '../../src/service/start-service.js';
import { createDataSource } from '../../src/database/data-source.js';
import { JobAlreadyRunningError, runJob } from '../../src/database/jobs/run-job.js';
import { isEqual, replay } from '../../src/maintenance/replay.js';
import { testLogger } from '../support/logger.js';
import { post, SECRET, signedDelivery } from '../support/deliveries.js';
import { journeyNamed, journeys } from '../support/journeys.js';
import { withFreshIds } from '../support/messages.js';
import { startPooler, type Pooler } from '../support/pgbouncer.js';
import { startProcess } from '../support/process.js';
import { compiledProgram } from '../support/programs.js';
import { withDatabase } from '../support/test-server.js';
import { ask } from '../support/ask.js';

let folder: string;
let postgres: EmbeddedPostgres;
let pooler: Pooler;
let service: Service;
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'order-transactions-pooled-'));
  closers.push(() => rm(folder, { recursive: true }));
  postgres = await startEmbeddedPostgres({ folder, throwAway: true });
  closers.push(() => postgres.stop());
  pooler = await startPooler({ url: postgres.url, folder });
  closers.push(() => pooler.stop());
  console.info(pooler.version);
}, 120_000);
afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

function settings(): Record<string, string> {
  return {
    PORT: '0',
    LOG_LEVEL: 'silent',
    DATABASE_URL: pooler.url,
    DATABASE_DIRECT_URL: postgres.url,
    DATABASE_REPLICA_URLS: pooler.url,
    JUNCTION_API_KEY: 'sk_us_test',
    JUNCTION_WEBHOOK_SECRET: SECRET,
    JUNCTION_BASE_URL: 'http://127.0.0.1:9',
  };
}

function start(config: Config): Promise<Service> {
  if (config.junction === null) throw new Error('the key names a Junction');
  return startService({
    config,
    junction: config.junction,
    operations: [],
    logger: testLogger(),
  });
}

async function graph(query: string, variables: object): Promise<unknown> {
  const answer = await fetch(`${service.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return answer.json();
}

/** The failed checks, each as `subject: message`. */
async function failedChecks(changed: Record<string, string> = {}): Promise<string[]> {
  const wrong: string[] = [];
  const config = readConfig({ ...settings(), DATABASE_REPLICA_URLS: '', ...changed });
  for await (const { subject, isOk, message } of checkDatabase(config)) {
    if (!isOk) wrong.push(`${subject}: ${message}`);
  }
  return wrong;
}

const TRANSACTIONS = `{ orderTransactions(first: 20) { edges { node { id orders { events { id } } } } } }`;
const WATCH = 'subscription($id: ID!) { orderTransactionUpdated(id: $id) { status } }';

describe('behind PgBouncer in transaction mode', () => {
  it('the service does not start without DATABASE_DIRECT_URL, and names it', async () => {
    const starting = openDatabase({ databaseUrl: pooler.url, entities: [] });
    await expect(starting).rejects.toThrow(DatabaseStartError);
    await expect(starting).rejects.toThrow(/DATABASE_DIRECT_URL/);
  });

  it('the service does not start while statements have no time limit, and prints the statements to run', async () => {
    const problem = await start(readConfig(settings())).catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(DatabaseStartError);
    const remedies = String(problem).match(/ALTER ROLE [^;]+;/g) ?? [];
    expect(remedies).toHaveLength(3);
    expect(await failedChecks()).toEqual([expect.stringMatching(/^pooler: .*ALTER ROLE/)]);

    for (const remedy of remedies) await ask(postgres.url, remedy);
    await pooler.command('RECONNECT');
    service = await start(readConfig(settings()));
    closers.push(service.close);
  });

  it('the doctor reports a working set-up, and what is wrong with the direct connection', async () => {
    expect(await failedChecks()).toEqual([]);
    expect(await failedChecks({ DATABASE_DIRECT_URL: '' })).toEqual([
      expect.stringMatching(/^database: cannot be reached .* set DATABASE_DIRECT_URL/),
    ]);
    expect(await failedChecks({ DATABASE_URL: withDatabase(pooler.url, 'template1') })).toEqual([
      expect.stringMatching(/^pooler: leads to another database/),
    ]);
    expect(await failedChecks({ DATABASE_REPLICA_URLS: pooler.url })).toEqual([
      expect.stringMatching(/^replica: .* is no standby/),
    ]);
  });

  it('the doctor recognizes a pooler in place of Postgres, also one that ignores settings', async () => {
    await pooler.command("SET ignore_startup_parameters = 'options'");
    expect(await failedChecks({ DATABASE_DIRECT_URL: pooler.url })).toEqual([
      expect.stringMatching(/^sessions: are shared by a transaction pooler: set DATABASE_DIRECT/),
    ]);
    await pooler.command("SET ignore_startup_parameters = ''");
  });

  it('concurrent webhooks and queries lose nothing', async () => {
    const deliveries = journeys
      .flatMap(({ webhooks }) => withFreshIds(webhooks))
      .map((webhook) => signedDelivery(JSON.stringify(webhook)));
    const answers = await Promise.all(
      deliveries.flatMap((delivery) => [
        post(service.url, delivery).then(({ status }) => status),
        graph(TRANSACTIONS, {}).then((answer) => (answer as { errors?: unknown }).errors ?? 'OK'),
      ]),
    );
    expect(new Set(answers)).toEqual(new Set([200, 'OK']));
    const report = await replay(postgres.url);
    expect(report.facts).toBeGreaterThan(journeys.length);
    expect(isEqual(report)).toBe(true);
  });

  it('subscribers receive changes', async () => {
    const [webhook] = withFreshIds(journeyNamed('b01-redraw-full').webhooks);
    const { data } = webhook as unknown as { data: { order_transaction: { id: string } } };
    const client = createClient({
      url: `${service.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
    });
    const variables = { id: data.order_transaction.id };
    const first = client.iterate({ query: WATCH, variables }).next();
    await post(service.url, signedDelivery(JSON.stringify(webhook)));
    expect((await first).value).toEqual({
      data: { orderTransactionUpdated: { status: 'ACTIVE' } },
    });
    await client.dispose();
  });

  it('one process at a time runs a job', async () => {
    const prune = () => startProcess(process.cwd(), settings(), [compiledProgram('cli'), 'prune']);
    const dataSource = await createDataSource({
      url: pooler.url,
      entities,
      behindPooler: true,
    }).initialize();
    closers.push(() => dataSource.destroy());
    const database = { url: postgres.url, dataSource };
    await runJob(database, 'RETENTION', async () => {
      const second = runJob(database, 'RETENTION', () => Promise.resolve());
      await expect(second).rejects.toThrow(JobAlreadyRunningError);
      expect(await prune().exited).toBe(1);
    });
    const later = prune();
    expect([await later.exited, later.output()]).toEqual([0, expect.stringContaining('inbox: 0')]);
  });
});
