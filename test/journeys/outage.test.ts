import { createClient } from 'graphql-ws';
import { setTimeout } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { startEmbeddedPostgres } from '@order-transactions/embedded-postgres';
import { isEqual, replay } from '../../src/maintenance/replay.js';
import { post, signedDelivery, type TestDelivery } from '../support/deliveries.js';
import { journeyNamed, journeys } from '../support/journeys.js';
import { withFreshIds } from '../support/messages.js';
import { watchEmbedded } from '../support/canary.js';
import { execute } from '../support/test-server.js';
import { startTcpProxy } from '../support/tcp-proxy.js';
import { useFolder } from '../support/use-folder.js';
import { useService } from '../support/use-service.js';
import { useResource } from '../support/use-resource.js';

const folder = useFolder();
const startPostgres = () => startEmbeddedPostgres({ folder: folder.path, throwAway: true });
const postgres = useResource(
  async () => {
    const started = { current: await startPostgres() };
    watchEmbedded(folder.path);
    return started;
  },
  ({ current }) => current.stop(),
);
const proxy = useResource(startTcpProxy, (it) => it.close());
const service = useService(() => {
  proxy.lead(portOf(postgres.current.url));
  return {
    DATABASE_URL: postgres.current.url.replace(/:\d+\/postgres$/, `:${proxy.port}/postgres`),
  };
}, folder);

const portOf = (databaseUrl: string) => Number(new URL(databaseUrl).port);

function someDeliveries(): TestDelivery[] {
  return journeys
    .flatMap(({ webhooks }) => withFreshIds(webhooks))
    .map((webhook) => signedDelivery(JSON.stringify(webhook)));
}

async function readiness(): Promise<number> {
  return (await fetch(`${service.url}/health/ready`)).status;
}

test('while Postgres is away every delivery is answered with 503, and nothing acknowledged is lost', async () => {
  const pending = [...someDeliveries(), ...someDeliveries(), ...someDeliveries()];
  const acknowledged: string[] = [];
  const answers = new Map<number, number>();
  let slowest = 0;

  const send = async (delivery: TestDelivery): Promise<boolean> => {
    const startedAt = Date.now();
    const { status, retryAfter } = await post(service.url, delivery);
    slowest = Math.max(slowest, Date.now() - startedAt);
    answers.set(status, (answers.get(status) ?? 0) + 1);
    if (status === 503) expect(Number(retryAfter)).toBeGreaterThan(0);
    else acknowledged.push(delivery.id);
    return status === 200;
  };
  const queue = [...pending];
  const workers = Array.from({ length: 16 }, async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      if (await send(next)) continue;
      queue.push(next);
      await setTimeout(50);
    }
  });

  await setTimeout(150);
  proxy.lead(null);
  await postgres.current.stop();
  await setTimeout(1_000);
  expect(await readiness()).toBe(503);
  expect((await fetch(`${service.url}/health/live`)).status).toBe(200);

  postgres.current = await startPostgres();
  proxy.lead(portOf(postgres.current.url));
  await Promise.all(workers);

  expect([...answers.keys()].sort()).toEqual([200, 503]);
  expect(slowest).toBeLessThan(10_000);
  expect(new Set(acknowledged).size).toBe(pending.length);
  expect(await readiness()).toBe(200);
  expect(isEqual(await replay(postgres.current.url))).toBe(true);
}, 120_000);

test('subscribers receive what changed while Postgres was away, once it is back', async () => {
  const [webhook] = withFreshIds(journeyNamed('b01-redraw-full').webhooks);
  const { data } = webhook as unknown as { data: { order_transaction: { id: string } } };
  const id = data.order_transaction.id;
  await post(service.url, signedDelivery(JSON.stringify(webhook)));
  const client = createClient({
    url: `${service.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
  });
  const query = 'subscription($id: ID!) { orderTransactionUpdated(id: $id) { rawStatus } }';
  const updates = client.iterate({ query, variables: { id } });
  const stateOf = (rawStatus: string) => ({ data: { orderTransactionUpdated: { rawStatus } } });
  expect((await updates.next()).value).toEqual(stateOf('active'));
  const next = updates.next();

  proxy.lead(null);
  await postgres.current.stop();
  postgres.current = await startPostgres();
  // The service misses this notification, because it has no connection.
  await execute(
    postgres.current.url,
    `UPDATE order_transaction SET raw_status = 'missed', changed_at = now() WHERE id = '${id}'`,
  );
  proxy.lead(portOf(postgres.current.url));

  expect((await next).value).toEqual(stateOf('missed'));
  await client.dispose();
}, 120_000);
