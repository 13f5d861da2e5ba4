import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { WebSocket } from 'ws';
import { testDatabaseUrl } from '../support/database.js';
import { post, SECRET, signedDelivery } from '../support/deliveries.js';
import { journeyNamed } from '../support/journeys.js';
import { withFreshIds } from '../support/messages.js';
import { freePort, startProcess, type ServiceProcess } from '../support/process.js';

/** A Junction whose results come when they are let go. */
let release: () => void;
let asked: Promise<void>;
let upstream: Server;
let service: ServiceProcess;
let url: string;

beforeAll(async () => {
  asked = new Promise((ask) => {
    upstream = createServer((_request, response) => {
      release = () =>
        response.writeHead(404, { 'content-type': 'application/json' }).end('{"detail":"none"}');
      ask();
    });
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  service = startProcess(process.cwd(), {
    PORT: String(port),
    DATABASE_URL: testDatabaseUrl(),
    JUNCTION_API_KEY: 'sk_us_test',
    JUNCTION_WEBHOOK_SECRET: SECRET,
    JUNCTION_BASE_URL: `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`,
  });
  await service.printed(/is running/);
}, 60_000);
afterAll(() => {
  service.child.kill('SIGKILL');
  upstream.close();
});

test('SIGTERM completes queries in flight, rejects new work, and exits with 0 although connections are open', async () => {
  const journey = withFreshIds(journeyNamed('a01-walkin-initial-completed'));
  const [body] = journey.webhooks;
  const [id] = Object.keys(journey.expected.orders);
  expect((await post(url, signedDelivery(JSON.stringify(body)))).status).toBe(200);

  const query = fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: `{ order(id: "${id}") { status results { status } } }` }),
  }).then((response) => response.json());
  await asked;
  const held = [await holdSilent(), await holdUnread()];
  service.child.kill('SIGTERM');
  await expectRefused();
  release();

  expect(await query).toEqual({ data: { order: { status: 'ORDERED', results: null } } });
  expect(await service.exited).toBe(0);
  for (const socket of held) socket.destroy();
}, 60_000);

/** As browsers and load balancers open connections ahead. */
async function holdSilent(): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  return socket.on('error', () => undefined);
}

/** A subscriber that has gone without a word: it answers no goodbye either. */
async function holdUnread(): Promise<Socket> {
  const client = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  client.on('error', () => undefined);
  const [[{ socket }]] = (await Promise.all([once(client, 'upgrade'), once(client, 'open')])) as [
    [IncomingMessage],
    unknown,
  ];
  return socket.pause();
}

/** Waits until the service takes no new connection. */
async function expectRefused(): Promise<void> {
  const deadline = Date.now() + 5_000;
  for (;;) {
    const answer = await fetch(`${url}/health/live`).catch(() => null);
    if (answer === null || answer.status === 503) return;
    if (Date.now() > deadline) throw new Error('it still takes new work');
  }
}
