import { once } from 'node:events';
import { type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { WebSocket } from 'ws';
import { post, signedDelivery } from '../support/deliveries.js';
import { journeyNamed } from '../support/journeys.js';
import { withFreshIds } from '../support/messages.js';
import { useService } from '../support/use-service.js';
import { json } from '../junction/upstream-server.js';
import { useUpstream } from '../junction/use-junction.js';

/** A Junction whose responses wait until the test releases them. */
const junction = useUpstream();
const service = useService(() => ({ JUNCTION_BASE_URL: junction.baseUrl }));

test('SIGTERM completes queries in flight, rejects new work, and exits with 0 although connections are open and the signal is repeated', async () => {
  const journey = withFreshIds(journeyNamed('a01-walkin-initial-completed'));
  const [body] = journey.webhooks;
  const [id] = Object.keys(journey.expected.orders);
  expect((await post(service.url, signedDelivery(JSON.stringify(body)))).status).toBe(200);

  const call = junction.holdNext();
  const query = fetch(`${service.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: `{ order(id: "${id}") { status results { status } } }` }),
  }).then((response) => response.json());
  await call.arrived;
  const held = [await holdSilent(), await holdUnread()];
  service.child.kill('SIGTERM');
  await expectRefused();
  // npm repeats the signals that a terminal sends to both.
  service.child.kill('SIGTERM');
  call.answer(json(404, { detail: 'none' }));

  expect(await query).toEqual({ data: { order: { status: 'ORDERED', results: null } } });
  expect(await service.exited).toBe(0);
  for (const socket of held) socket.destroy();
});

/** Opens a connection without a request, as browsers and load balancers do in advance. */
async function holdSilent(): Promise<Socket> {
  const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
  await once(socket, 'connect');
  return socket.on('error', () => undefined);
}

/** Opens a subscription whose client has silently disappeared: it does not answer a close frame either. */
async function holdUnread(): Promise<Socket> {
  const client = new WebSocket(
    `${service.url.replace('http', 'ws')}/graphql`,
    'graphql-transport-ws',
  );
  client.on('error', () => undefined);
  const [[{ socket }]] = (await Promise.all([once(client, 'upgrade'), once(client, 'open')])) as [
    [IncomingMessage],
    unknown,
  ];
  return socket.pause();
}

/** Waits until the service accepts no new connections. */
async function expectRefused(): Promise<void> {
  const deadline = Date.now() + 5_000;
  for (;;) {
    const answer = await fetch(`${service.url}/health/live`).catch(() => null);
    if (answer === null || answer.status === 503) return;
    if (Date.now() > deadline) throw new Error('it still takes new work');
  }
}
