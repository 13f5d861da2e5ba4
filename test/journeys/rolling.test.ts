import { createClient } from 'graphql-ws';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { isEqual, replay } from '../../src/maintenance/replay.js';
import { startBalancer, type Balancer } from '../support/balancer.js';
import { testDatabaseUrl } from '../support/test-server.js';
import { post, signedDelivery } from '../support/deliveries.js';
import { journeyNamed, journeys } from '../support/journeys.js';
import { startLoad } from '../support/load.js';
import { withFreshIds } from '../support/messages.js';
import { freePort, type ServiceProcess } from '../support/process.js';
import { useTestDatabase } from '../support/use-database.js';
import { killService, startServiceProcess } from '../support/use-service.js';

const QUERY = '{ orderTransactions(first: 5) { edges { node { status orders { status } } } } }';

const { pool } = useTestDatabase();
let balancer: Balancer;
let ports: number[];
const running = new Map<number, ServiceProcess>();

beforeAll(async () => {
  ports = [await freePort(), await freePort()];
  balancer = await startBalancer(ports);
  await Promise.all(ports.map(start));
}, 90_000);
afterAll(async () => {
  await Promise.all([...running.values()].map(killService));
  await balancer.close();
});

async function start(port: number): Promise<void> {
  const replica = await startServiceProcess({ PORT: String(port), SHUTDOWN_GRACE_SECONDS: '1' });
  running.set(port, replica);
  await balancer.until(port, true);
}

/**
 * Replaces a process as a deployment does: the old process exits cleanly before the new one starts. @returns its exit
 * code
 */
async function replace(port: number): Promise<number | null | undefined> {
  const old = running.get(port);
  old?.child.kill('SIGTERM');
  const code = await old?.exited;
  await balancer.until(port, false);
  await start(port);
  return code;
}

/** Watches a transaction through the balancer, as a page that lives longer than a replica. */
function watch(url: string, id: string) {
  const states: unknown[] = [];
  const closes: unknown[] = [];
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryWait: () => pause(50),
    on: { closed: (event) => closes.push((event as { code: number }).code) },
  });
  const end = client.subscribe(
    {
      query: 'subscription($id: ID!) { orderTransactionUpdated(id: $id) { status } }',
      variables: { id },
    },
    { next: ({ data }) => states.push(data), error: () => undefined, complete: () => undefined },
  );
  const dispose = async () => {
    end();
    await client.dispose();
  };
  return { states, closes, dispose };
}

async function until(holds: () => boolean): Promise<void> {
  do await pause(20);
  while (!holds());
}

test('replacing both replicas under load loses no acknowledged webhook, and fails no request', async () => {
  const url = `http://127.0.0.1:${balancer.port}`;
  const { webhooks, expected } = journeyNamed('b01-redraw-full');
  const watched = Object.keys(expected.transactions)[0] ?? '';
  const send = (webhook: unknown) => post(url, signedDelivery(JSON.stringify(webhook)));
  await send(webhooks[0]);
  const watching = watch(url, watched);
  await until(() => watching.states.length === 1);

  const acknowledged: string[] = [];
  const pending = journeys.flatMap((journey) => withFreshIds(journey.webhooks));
  const sendNext = async () => {
    const delivery = signedDelivery(JSON.stringify(withFreshIds(pending.pop() ?? webhooks[0])));
    const { status } = await post(url, delivery);
    if (status === 200) acknowledged.push(delivery.id);
    return status;
  };
  const ask = async () => {
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: QUERY }),
    });
    expect(await answer.json()).not.toHaveProperty('errors');
    return answer.status;
  };
  const load = startLoad([sendNext, sendNext, ask]);
  const exits: unknown[] = [];
  for (const port of ports) exits.push(await replace(port));
  const { failures } = await load.stop();

  expect(exits).toEqual([0, 0]);
  expect(failures).toEqual([]);
  expect(acknowledged.length).toBeGreaterThan(0);
  expect(await unknownOf(acknowledged)).toEqual([]);
  expect(isEqual(await replay(testDatabaseUrl()))).toBe(true);

  // The subscriber was closed with 1001, connected again, and receives new states.
  expect(new Set(watching.closes)).toEqual(new Set([1001]));
  for (const webhook of webhooks.slice(1)) expect((await send(webhook)).status).toBe(200);
  await until(() => JSON.stringify(watching.states.at(-1)).includes('COMPLETED'));
  await watching.dispose();
}, 180_000);

async function unknownOf(ids: readonly string[]): Promise<string[]> {
  const { rows } = await pool.query<{ key: string }>('SELECT key FROM webhook_inbox');
  const known = new Set(rows.map(({ key }) => key));
  return ids.filter((id) => !known.has(id));
}
