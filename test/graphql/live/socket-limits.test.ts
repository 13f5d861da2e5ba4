import type { GraphServer } from '../support/graph-server.js';
import { useLiveStage, type RawClient } from './support/live-stage.js';
import { until } from '../../support/until.js';

const LIMIT = 'order_transactions_subscription_limits_total{limit';
const stage = useLiveStage();

/** Opens and initializes a connection with a token. */
async function connect(
  graph: GraphServer,
  claims: Record<string, unknown> = {},
): Promise<RawClient> {
  return stage.connect(graph, { authorization: `Bearer ${await stage.token(claims)}` });
}

async function acknowledged(...args: Parameters<typeof connect>): Promise<RawClient> {
  const client = await connect(...args);
  await client.messages('connection_ack');
  return client;
}

const LIMIT_EXCEEDED = [expect.objectContaining({ extensions: { code: 'LIMIT_EXCEEDED' } })];

describe('messages on a socket', () => {
  it('are each answered with an error when they are not subscriptions, and end no other subscription', async () => {
    const graph = await stage.start();
    const client = await acknowledged(graph);
    client.subscribe('watch');
    await client.messages('next');

    for (let index = 0; index < 100; index++) {
      client.subscribe(`m${index}`, 'mutation { trackOrder(input: {}) { order { id } } }');
    }
    const errors = await client.messages('error', 100);
    await stage.change('changed');

    expect(errors[0]?.payload).toEqual([
      {
        message: 'Only subscriptions are served here. Send queries and mutations by HTTP POST.',
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
    expect(await client.messages('next', 2, 'watch')).toHaveLength(2);
  });

  it.each([
    ['subscriptions', { id: 'a', type: 'subscribe', payload: { query: '{ __typename }' } }],
    ['pings of the protocol', { type: 'ping' }],
    ['messages about no subscription', { id: 'a', type: 'complete' }],
  ])('close the socket beyond the rate: %s', async (_what, message) => {
    const graph = await stage.start({
      limits: { messagesPerSecond: 10, subscriptionsPerSocket: 20, subscriptionsPerViewer: 20 },
    });
    const client = await acknowledged(graph);

    for (let index = 0; index < 2_000; index++) client.send({ ...message, id: `a${index}` });

    expect(await client.closed).toEqual([1008, 'Too many messages']);
    expect(client.received.length).toBeLessThan(50);
    expect(await stage.metric(`${LIMIT}="messages"}`)).toBe(1);
  });

  it('close the socket of a client that ignores the close, beyond the rate', async () => {
    const graph = await stage.start({
      limits: { messagesPerSecond: 1, subscriptionsPerSocket: 1 },
    });
    const client = await acknowledged(graph);
    client.socket.pause();

    for (let index = 0; index < 100; index++) client.subscribe(`m${index}`, '{ __typename }');

    await until(async () => (await stage.metric('order_transactions_sockets_open')) === 0);
  });

  it.each([
    ['a message of a server', { type: 'next', id: 'watch' }],
    ['a message of no type', { type: '' }],
  ])('soon end the subscriptions of a client that ignores the close: %s', async (_, message) => {
    const graph = await stage.start();
    const client = await acknowledged(graph);
    client.subscribe('watch');
    await client.messages('next');
    client.socket.pause();

    client.send(message);

    const open = () => stage.metric('order_transactions_sockets_open');
    await until(async () => (await open()) === 0, 5_000);
    expect(stage.changes.count).toBe(0);
  });

  it('have one rate for all sockets of a viewer, which a new socket does not reset', async () => {
    const graph = await stage.start({
      limits: { messagesPerSecond: 1, subscriptionsPerViewer: 50, subscriptionsPerSocket: 1_000 },
    });
    const first = await acknowledged(graph);
    for (let index = 0; index < 60; index++) first.subscribe(`m${index}`, '{ __typename }');
    await first.closed;

    const second = await acknowledged(graph);
    for (let index = 0; index < 5; index++) second.subscribe(`m${index}`, '{ __typename }');
    const other = await acknowledged(graph, { sub: 'user-b' });
    other.subscribe('a', '{ __typename }');

    expect(await second.closed).toEqual([1008, 'Too many messages']);
    await other.messages('error');
  });
});

describe('open subscriptions', () => {
  it('are bounded on each socket', async () => {
    const graph = await stage.start({ limits: { subscriptionsPerSocket: 2 } });
    const client = await acknowledged(graph, { scope: 'orders:read:all' });
    for (const id of ['a', 'b', 'c']) client.subscribe(id);

    const [error] = await client.messages('error');

    expect(error).toMatchObject({ id: 'c', payload: LIMIT_EXCEEDED });
    client.send({ type: 'complete', id: 'a' });
    await until(() => stage.changes.count === 1);
    client.subscribe('d');
    await client.messages('next', 1, 'd');
    expect(await stage.metric(`${LIMIT}="subscriptions"}`)).toBe(1);
  });

  it('are bounded for each viewer, over all sockets and event streams', async () => {
    const graph = await stage.start({ limits: { subscriptionsPerViewer: 2 } });
    const first = await acknowledged(graph);
    const second = await acknowledged(graph);
    first.subscribe('a');
    await first.messages('next');
    second.subscribe('b');
    await second.messages('next');

    second.subscribe('c');
    const [rejected] = await second.messages('next', 1, 'c');
    const stream = await fetch(graph.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${await stage.token()}`,
      },
      body: JSON.stringify({ query: 'subscription { orderTransactionUpdated(id: "x") { id } }' }),
    });

    expect(rejected?.payload).toMatchObject({ errors: LIMIT_EXCEEDED });
    expect(await stream.text()).toContain('LIMIT_EXCEEDED');
    first.socket.terminate();
    await until(() => stage.changes.count === 1);
    second.subscribe('d');
    await second.messages('next', 1, 'd');
  });

  it('are not bounded for viewers who may read everything: behind a router each can be the gateway', async () => {
    const graph = await stage.start({ limits: { subscriptionsPerViewer: 1, socketsPerViewer: 1 } });
    const scope = 'orders:read:all';

    for (const client of [
      await acknowledged(graph, { scope }),
      await acknowledged(graph, { scope }),
    ]) {
      for (const id of ['a', 'b']) client.subscribe(id);
      await client.messages('next', 2);
    }
  });

  it('end with their connection, also one whose id was used again right after `complete`', async () => {
    const graph = await stage.start();
    const client = await acknowledged(graph);
    client.subscribe('a');
    await client.messages('next');

    client.send({ type: 'complete', id: 'a' });
    client.subscribe('a');
    await client.messages('next', 2);
    expect(stage.changes.count).toBe(1);
    client.socket.terminate();

    await until(() => stage.changes.count === 0);
  });

  it('end with `complete`, also one whose id was used again right after `complete`', async () => {
    const graph = await stage.start();
    const client = await acknowledged(graph);
    client.subscribe('a');
    await client.messages('next');

    for (let round = 2; round <= 20; round++) {
      client.send({ type: 'complete', id: 'a' });
      client.subscribe('a');
      await client.messages('next', round);
    }
    client.send({ type: 'complete', id: 'a' });

    await until(() => stage.changes.count === 0);
    expect(client.socket.readyState).toBe(client.socket.OPEN);
  });
});

describe('sockets', () => {
  it('are bounded for each viewer', async () => {
    const graph = await stage.start({ limits: { socketsPerViewer: 2 } });
    const first = await acknowledged(graph);
    await acknowledged(graph);
    const rejected = await connect(graph);

    expect(await rejected.closed).toEqual([1008, 'Too many connections']);
    expect(await stage.metric(`${LIMIT}="sockets"}`)).toBe(1);
    await acknowledged(graph, { sub: 'user-b' });
    first.socket.terminate();
    await until(async () => (await stage.metric('order_transactions_sockets_open')) === 2);
    await acknowledged(graph);
  });
});
