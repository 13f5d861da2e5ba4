import type { DataSource } from 'typeorm';
import { poolOf } from '../../src/database/data-source.js';
import { Ingester } from '../../src/ingest/ingester.js';
import { emptyTables, openTestDatabase, testDatabaseUrl } from '../support/database.js';
import { post, SECRET, signedDelivery } from '../support/deliveries.js';
import { journeys } from '../support/journeys.js';
import { messagesOf } from '../support/messages.js';
import { mirrorState } from '../support/mirror.js';
import { freePort, startProcess, type ServiceProcess } from '../support/process.js';

let database: DataSource;
let replicas: ServiceProcess[];
let urls: string[];

beforeAll(async () => {
  database = await openTestDatabase();
  const ports = [await freePort(), await freePort()];
  urls = ports.map((port) => `http://127.0.0.1:${port}`);
  replicas = ports.map((port) =>
    startProcess(process.cwd(), {
      PORT: String(port),
      DATABASE_URL: testDatabaseUrl(),
      JUNCTION_API_KEY: 'sk_us_test',
      JUNCTION_WEBHOOK_SECRET: SECRET,
      JUNCTION_BASE_URL: 'http://127.0.0.1:9',
    }),
  );
  await Promise.all(replicas.map((replica) => replica.printed(/is running/)));
}, 60_000);
afterAll(async () => {
  replicas.forEach(({ child }) => child.kill('SIGKILL'));
  await Promise.all(replicas.map(({ exited }) => exited));
  await database.destroy();
});

test('two services on one database end in the state of one, whichever receives a webhook', async () => {
  const pool = poolOf(database);
  const ingester = new Ingester(pool);
  const messages = journeys.flatMap(({ webhooks, name }) => messagesOf(webhooks, name));
  await Promise.all(messages.map((message) => ingester.take(message)));
  const expected = await mirrorState(pool);
  await emptyTables(database);

  const deliveries = journeys
    .flatMap(({ webhooks }) => webhooks)
    .map((webhook) => signedDelivery(JSON.stringify(webhook)))
    // Some come twice, to either.
    .flatMap((delivery) => (Math.random() < 0.3 ? [delivery, delivery] : [delivery]))
    .sort(() => Math.random() - 0.5);
  const answers = await Promise.all(
    deliveries.map((delivery) => post(urls[Math.random() < 0.5 ? 0 : 1] ?? '', delivery)),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(await mirrorState(pool)).toBe(expected);
}, 60_000);
