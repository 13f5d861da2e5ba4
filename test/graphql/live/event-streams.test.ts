import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { secondsNow } from '../../access/support/issuer.js';
import type { GraphServer } from '../support/graph-server.js';
import { insertOrder } from '../support/mirror-rows.js';
import { useLiveStage, ROUTER_SECRET, WATCH } from './support/live-stage.js';
import { until } from '../../support/until.js';

/** The request that Hive Router sends. */
const HIVE = 'multipart/mixed;subscriptionSpec="1.0", text/event-stream';
const stage = useLiveStage();

interface Stream {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  /** All events so far. */
  readonly events: { event: string; data: unknown }[];
  readonly response: IncomingMessage;
  readonly ended: Promise<unknown>;
}

async function open(
  graph: GraphServer,
  { query = WATCH, accept = 'text/event-stream', ...headers }: Record<string, string> = {},
): Promise<Stream> {
  const sending = request(graph.url, {
    method: 'POST',
    agent: false,
    headers: {
      'content-type': 'application/json',
      accept,
      authorization: `Bearer ${await stage.token()}`,
      ...headers,
    },
  });
  sending.on('error', () => undefined);
  sending.end(JSON.stringify({ query }));
  const [response] = (await once(sending, 'response')) as [IncomingMessage];
  const events: Stream['events'] = [];
  let text = '';
  response.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const [, event, data] = /^event: (\w+)\ndata: ?(.*)$/.exec(text.slice(0, end)) ?? [];
      text = text.slice(end + 2);
      if (event !== undefined) events.push({ event, data: data ? JSON.parse(data) : null });
    }
  });
  response.on('error', () => undefined);
  const ended = new Promise((resolve) => response.once('close', resolve));
  return { status: response.statusCode, headers: response.headers, events, response, ended };
}

const stateOf = (status: string) => ({
  event: 'next',
  data: { data: { orderTransactionUpdated: { status } } },
});

describe('a subscription as server-sent events', () => {
  it.each(['text/event-stream', HIVE, 'application/json, text/event-stream'])(
    'sends the present state and each change to a client that accepts %s',
    async (accept) => {
      const graph = await stage.start();
      const stream = await open(graph, { accept });
      await until(() => stream.events.length === 1);
      await stage.pool.query(`UPDATE order_transaction SET status = 'completed'`);
      await stage.change('completed');
      await until(() => stream.events.length === 2);
      stream.response.destroy();

      expect(stream.status).toBe(200);
      expect(stream.headers).toMatchObject({
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
      });
      expect(stream.headers).not.toHaveProperty('content-encoding');
      expect(stream.events).toEqual([stateOf('ACTIVE'), stateOf('COMPLETED')]);
    },
  );

  it('ends with its connection, and writes one line to the log', async () => {
    const graph = await stage.start();
    const stream = await open(graph);
    await until(() => stream.events.length === 1);
    stream.response.destroy();

    await until(() => stage.changes.count === 0);
    const lines = () => graph.log.filter((line) => line.includes('"msg":"graphql"'));
    await until(() => lines().length > 0);
    expect(lines().map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({ operation: 'subscription', codes: [] }),
    ]);
  });

  it('ends with the token, with an error as its last event', async () => {
    const graph = await stage.start({ routerSecrets: [ROUTER_SECRET] });
    const stream = await open(graph, {
      'router-authorization': ROUTER_SECRET,
      authorization: `Bearer ${await stage.token({ exp: secondsNow() - 2 })}`,
    });
    await stream.ended;

    expect(stream.events).toEqual([
      stateOf('ACTIVE'),
      {
        event: 'next',
        data: {
          errors: [
            { message: 'A valid token is needed.', extensions: { code: 'UNAUTHENTICATED' } },
          ],
        },
      },
      { event: 'complete', data: null },
    ]);
    await until(() => stage.changes.count === 0);
  });

  it.each<[string, Record<string, string>, string]>([
    ['without a valid token', { authorization: 'Bearer none' }, 'UNAUTHENTICATED'],
    ['that is not valid', { query: 'subscription { nope }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['that cannot be parsed', { query: '{' }, 'GRAPHQL_PARSE_FAILED'],
    ['of a malformed id', { query: WATCH.replace(/"[^"]+"/, '"x"') }, 'BAD_USER_INPUT'],
    ['that is a query', { query: '{ __typename }' }, 'BAD_USER_INPUT'],
    [
      'that costs too much',
      {
        query: WATCH.replace(
          'status',
          `${'orders { events { order { transaction { '.repeat(3)} timeline { id } ${'} } } }'.repeat(3)}`,
        ),
      },
      'LIMIT_EXCEEDED',
    ],
  ])('answers an operation %s with an error event', async (_what, given, code) => {
    const stream = await open(await stage.start(), given);
    await stream.ended;

    expect(stream.status).toBe(200);
    expect(stream.events).toEqual([
      {
        event: 'next',
        data: { errors: [expect.objectContaining({ extensions: { code } })] },
      },
      { event: 'complete', data: null },
    ]);
  });

  it('is rejected before it is read without the secret of the router', async () => {
    const stream = await open(await stage.start({ routerSecrets: [ROUTER_SECRET] }));

    expect(stream.status).toBe(401);
    stream.response.destroy();
  });

  it('waits for a client that does not read, and then sends the newest state', async () => {
    const LARGE = 4 * 1024 * 1024;
    const graph = await stage.start();
    await stage.pool.query('DELETE FROM lab_order');
    await insertOrder(stage.pool, { user_id: 'user-a', sample_id: 'x'.repeat(LARGE) });
    const stream = await open(graph, {
      query: WATCH.replace('status', 'rawStatus orders { sampleId }'),
    });
    await until(() => stream.events.length === 1);

    stream.response.pause();
    for (let change = 1; change <= 10; change++) {
      await stage.change(`change ${change}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    stream.response.resume();
    const statuses = () =>
      stream.events.map(
        ({ data }) =>
          (data as { data: { orderTransactionUpdated: { rawStatus: string } } }).data
            .orderTransactionUpdated.rawStatus,
      );
    await until(() => statuses().at(-1) === 'change 10');
    stream.response.destroy();

    expect(statuses().length).toBeLessThan(8);
  });

  it('does not delay the shutdown of the service, and ends without `complete`', async () => {
    const graph = await stage.start();
    const stream = await open(graph);
    await until(() => stream.events.length === 1);
    await graph.close();
    await stream.ended;

    expect(stream.events.map(({ event }) => event)).toEqual(['next']);
  });
});

it('answers a query of a client that accepts JSON as well as JSON', async () => {
  const graph = await stage.start();
  const { data } = await graph.ask(
    '{ __typename }',
    {},
    {
      accept: 'application/json, text/event-stream, multipart/mixed',
    },
  );

  expect(data).toEqual({ __typename: 'Query' });
});
