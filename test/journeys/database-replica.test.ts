import { createClient } from 'graphql-ws';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { readConfig } from '../../src/config/config.js';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '@order-transactions/embedded-postgres';
import { openDatabase } from '../../src/database/open-database.js';
import { startService, type Service } from '../../src/service/start-service.js';
import { ask } from '../support/ask.js';
import { watchEmbedded } from '../support/canary.js';
import { testLogger } from '../support/logger.js';
import { post, SECRET, signedDelivery } from '../support/deliveries.js';
import { journeyNamed } from '../support/journeys.js';
import { withFreshIds } from '../support/messages.js';
import { startReplica } from '../support/replica.js';
import { useFolder } from '../support/use-folder.js';

const folder = useFolder();
let primary: EmbeddedPostgres;
let replica: EmbeddedPostgres;
let service: Service;

beforeAll(async () => {
  const primaryFolder = path.join(folder.path, 'primary');
  primary = await startEmbeddedPostgres({ folder: primaryFolder, throwAway: true });
  watchEmbedded(primaryFolder);
  await (await openDatabase({ databaseUrl: primary.url, entities: [] })).close();
  const origin = { url: primary.url, folder: primaryFolder };
  replica = await startReplica(origin, path.join(folder.path, 'replica'));
  const config = readConfig({
    PORT: '0',
    DATABASE_URL: primary.url,
    DATABASE_REPLICA_URLS: `${replica.url}, postgres://127.0.0.1:1/nobody_there`,
    JUNCTION_API_KEY: 'sk_us_test',
    JUNCTION_WEBHOOK_SECRET: SECRET,
    JUNCTION_BASE_URL: 'http://127.0.0.1:9',
  });
  if (config.junction === null) throw new Error('the key names a Junction');
  service = await startService({
    config,
    junction: config.junction,
    operations: [],
    logger: testLogger(),
  });
}, 120_000);
afterAll(async () => {
  await service.close();
  await replica.stop();
  await primary.stop();
});

async function graph(query: string, variables: object): Promise<unknown> {
  const answer = await fetch(`${service.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await answer.json()) as { data: unknown; errors?: unknown };
  expect(errors).toBeUndefined();
  return data;
}

const ORDER = `query($id: ID!) { order(id: $id) { id } }`;
const TRACK = `mutation($input: TrackOrderInput!) {
  trackOrder(input: $input) { order { id transaction { id user { id } } } userErrors { code } }
}`;
const WATCH = `subscription($id: ID!) {
  orderTransactionUpdated(id: $id) { status orders { events { id } } }
}`;
/** The sessions whose last statement was a query for orders. */
const READS_OF_ORDERS = `SELECT count(*)::int FROM pg_stat_activity
  WHERE application_name = 'order-transactions-reads' AND query LIKE '%FROM lab_order%'`;

async function track() {
  const ids = { orderId: randomUUID(), orderTransactionId: randomUUID() };
  const payload = await graph(TRACK, { input: { ...ids, userId: 'anna' } });
  return { ...ids, payload };
}

/** Queries the graph until the replica has received the statement. */
async function untilReplicaIsRead(): Promise<void> {
  const deadline = Date.now() + 20_000;
  while ((await ask(replica.url, READS_OF_ORDERS)) === 0) {
    if (Date.now() > deadline) throw new Error('the replica was not read within 20 s');
    await graph(ORDER, { id: randomUUID() });
    await pause(20);
  }
}

/** Runs work while the replica does not replay new writes. */
async function whileReplicaStandsStill(work: () => Promise<void>): Promise<void> {
  await ask(replica.url, 'SELECT pg_wal_replay_pause()');
  try {
    await work();
  } finally {
    await ask(replica.url, 'SELECT pg_wal_replay_resume()');
  }
}

describe('a service with a replica', () => {
  it('answers queries from the replica, and mutations from the primary database', async () => {
    await untilReplicaIsRead();
    await whileReplicaStandsStill(async () => {
      const { orderId, orderTransactionId, payload } = await track();
      expect(payload).toEqual({
        trackOrder: {
          order: { id: orderId, transaction: { id: orderTransactionId, user: { id: 'anna' } } },
          userErrors: [],
        },
      });
      expect(await graph(ORDER, { id: orderId })).toEqual({ order: null });
    });
  });

  it('sends subscribers what the replica does not contain yet', async () => {
    const [webhook] = withFreshIds(journeyNamed('b01-redraw-full').webhooks);
    const { data } = webhook as unknown as {
      data: { id: string; order_transaction: { id: string } };
    };
    const client = createClient({
      url: `${service.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
    });
    await untilReplicaIsRead();
    await whileReplicaStandsStill(async () => {
      const watched = client.iterate({
        query: WATCH,
        variables: { id: data.order_transaction.id },
      });
      const first = watched.next();
      await post(service.url, signedDelivery(JSON.stringify(webhook)));
      expect((await first).value).toEqual({
        data: {
          orderTransactionUpdated: {
            status: 'ACTIVE',
            orders: [{ events: [{ id: expect.stringContaining(data.id) as string }] }],
          },
        },
      });
      expect(await graph(ORDER, { id: data.id })).toEqual({ order: null });
    });
    await client.dispose();
  });
});
