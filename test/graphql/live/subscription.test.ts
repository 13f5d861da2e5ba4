import { createClient, type Client, type FormattedExecutionResult } from 'graphql-ws';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { createAuthenticator } from '../../../src/access/authenticator.js';
import { GATEWAY } from '../../../src/access/viewer.js';
import type { GraphQLOptions } from '../../../src/graphql/server.js';
import { Ingester } from '../../../src/ingest/ingester.js';
import { startListener } from '../../../src/orders/live/listener.js';
import { TransactionChanges } from '../../../src/orders/live/transaction-changes.js';
import { createMirrorReads } from '../../../src/store/read/index.js';
import { readPayload } from '../../../src/webhooks/payload.js';
import { testDatabaseUrl } from '../../support/test-server.js';
import { useTestDatabase } from '../../support/use-database.js';
import { journeyNamed } from '../../support/journeys.js';
import { startGraphServer, type GraphServer } from '../support/graph-server.js';
import { insertOrder, insertTransaction, TRANSACTION, UNKNOWN_ID } from '../support/mirror-rows.js';
import { testLogger } from '../../support/logger.js';
import { until } from '../../support/until.js';
import { useCleanup } from '../../support/use-resource.js';

const WATCH = `subscription($id: ID!) {
  orderTransactionUpdated(id: $id) { status orders { origin status } }
}`;
const LIMIT = 3;
/** So large that the operating system buffers only few of them. */
const LARGE = 4 * 1024 * 1024;
const CHANGES = 10;

/** An instance of the service: a graph that listens for notifications on its own connection. */
interface Instance {
  readonly graph: GraphServer;
  readonly changes: TransactionChanges;
  close(): Promise<void>;
}

const { pool } = useTestDatabase('TEST');
const afterTest = useCleanup();

async function startInstance(options: Partial<GraphQLOptions> = {}): Promise<Instance> {
  const changes = new TransactionChanges(LIMIT);
  const listener = startListener(testDatabaseUrl(), changes, testLogger());
  const graph = await startGraphServer({
    mirror: createMirrorReads(pool),
    changes,
    ...options,
  });
  let closed: Promise<void> | undefined;
  const closeBoth = async () => {
    await graph.close();
    await listener.close();
  };
  const close = () => (closed ??= closeBoth());
  afterTest(close);
  await until(async () => (await listeners()) > 0);
  return { graph, changes, close };
}

function connect(graph: GraphServer, connectionParams: Record<string, unknown> = {}): Client {
  const client = createClient({
    url: graph.url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    connectionParams,
    retryAttempts: 0,
    lazy: true,
  });
  afterTest(() => client.dispose());
  return client;
}

function watch(
  client: Client,
  id = TRANSACTION,
  query = WATCH,
): AsyncIterableIterator<FormattedExecutionResult> {
  return client.iterate({ query, variables: { id } });
}

async function statusOf(next: Promise<IteratorResult<FormattedExecutionResult>>): Promise<unknown> {
  const result = (await next).value as FormattedExecutionResult<{
    orderTransactionUpdated: object;
  }>;
  expect(result.errors).toBeUndefined();
  return result.data?.orderTransactionUpdated;
}

/** Applies the webhooks of a journey, as another instance of the service does. */
async function ingest(webhooks: readonly unknown[]): Promise<void> {
  const ingester = new Ingester(pool);
  for (const webhook of webhooks) {
    const payload = readPayload(Buffer.from(JSON.stringify(webhook)));
    if (payload.kind !== 'ORDER') throw new Error('a journey is made of order events');
    const key = `msg_${randomUUID()}`;
    await ingester.take({ source: 'WEBHOOK', key, eventType: null, fact: payload.report });
  }
}

async function listeners(): Promise<number> {
  const { rows } = await pool.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity
     WHERE application_name = 'order-transactions-live' AND datname = current_database()
       AND query IN ('SELECT 1', 'LISTEN order_transaction_changed')`,
  );
  return rows.length;
}

/** Changes the transaction, as another instance does. */
async function changeTransaction(rawStatus: string): Promise<void> {
  await pool.query('UPDATE order_transaction SET raw_status = $1, changed_at = clock_timestamp()', [
    rawStatus,
  ]);
  await pool.query(`SELECT pg_notify('order_transaction_changed', $1)`, [TRANSACTION]);
}

const { webhooks, expected } = journeyNamed('b01-redraw-full');
const JOURNEY_TRANSACTION = Object.keys(expected.transactions)[0] ?? '';

describe('the subscription orderTransactionUpdated', () => {
  it('sends the present state, then every change, whichever instance ingested it', async () => {
    const { graph } = await startInstance();
    await ingest(webhooks.slice(0, 1));
    const updates = watch(connect(graph), JOURNEY_TRANSACTION);

    expect(await statusOf(updates.next())).toEqual({
      status: 'ACTIVE',
      orders: [{ origin: 'INITIAL', status: 'ORDERED' }],
    });
    const next = updates.next();
    await ingest(webhooks.slice(1, 2));
    expect(await statusOf(next)).toMatchObject({
      orders: [{ status: expect.not.stringMatching(/^ORDERED$/) as string }],
    });
  });

  it('sends a transaction that becomes known later, up to its end', async () => {
    const { graph, changes } = await startInstance();
    const updates = watch(connect(graph), JOURNEY_TRANSACTION);
    const first = updates.next();
    await until(() => changes.count === 1);
    await ingest(webhooks);

    let state = await statusOf(first);
    while ((state as { status: string }).status !== 'COMPLETED')
      state = await statusOf(updates.next());
    expect(state).toMatchObject({ orders: [{ origin: 'INITIAL' }, { origin: 'REDRAW' }] });
  });

  it('sends nothing when nothing visible changed', async () => {
    const { graph } = await startInstance();
    await ingest(webhooks);
    const updates = watch(connect(graph), JOURNEY_TRANSACTION);
    await statusOf(updates.next());
    const next = updates.next();
    await ingest([...webhooks].reverse());
    await pool.query(`SELECT pg_notify('order_transaction_changed', $1)`, [JOURNEY_TRANSACTION]);

    const silence = new Promise((resolve) => setTimeout(resolve, 500, 'silence'));
    expect(await Promise.race([next, silence])).toBe('silence');
  });

  it('sends what changed while the database was away', async () => {
    const { graph } = await startInstance();
    await insertTransaction(pool);
    const updates = watch(connect(graph));
    expect(await statusOf(updates.next())).toMatchObject({ status: 'ACTIVE' });
    const next = updates.next();

    await pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'order-transactions-live' AND datname = current_database()`,
    );
    // No notification announces this change, so a client that reconnects must read the current state.
    await pool.query(`UPDATE order_transaction SET status = 'completed', changed_at = now()`);

    expect(await statusOf(next)).toMatchObject({ status: 'COMPLETED' });
  });

  it('sends the newest state to a slow consumer, and buffers no intermediate states', async () => {
    const { graph } = await startInstance();
    await insertTransaction(pool);
    await insertOrder(pool, { sample_id: 'x'.repeat(LARGE) });
    const socket = new WebSocket(graph.url.replace('http', 'ws'), 'graphql-transport-ws');
    afterTest(() => socket.terminate());
    const statuses: unknown[] = [];
    socket.on('message', (data: Buffer) => {
      const { type, payload } = JSON.parse(data.toString()) as {
        type: string;
        payload?: { data: { orderTransactionUpdated: { rawStatus: string } } };
      };
      if (type === 'next') statuses.push(payload?.data.orderTransactionUpdated.rawStatus);
    });
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init' }));
    await once(socket, 'message');
    const query = `subscription($id: ID!) { orderTransactionUpdated(id: $id) { rawStatus orders { sampleId } } }`;
    const payload = { query, variables: { id: TRANSACTION } };
    socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload }));
    await until(() => statuses.length === 1);

    socket.pause();
    for (let change = 1; change <= CHANGES; change++) {
      const answered = graph.audit.length;
      await changeTransaction(`change ${change}`);
      // With enough time, each request would receive its own answer.
      await until(() => graph.audit.length > answered, 500).catch(() => undefined);
    }
    socket.resume();
    await until(() => statuses.at(-1) === `change ${CHANGES}`);
    expect(statuses.length).toBeLessThan(CHANGES - 2);
  });

  it('rejects subscriptions over the limit, and frees the place of one that ends', async () => {
    const { graph, changes } = await startInstance();
    await insertTransaction(pool);
    const clients = Array.from({ length: LIMIT }, () => connect(graph));
    for (const client of clients) await statusOf(watch(client).next());

    const refused = (await watch(connect(graph)).next()).value as FormattedExecutionResult;
    expect(refused.errors).toEqual([
      expect.objectContaining({ extensions: { code: 'LIMIT_EXCEEDED' } }),
    ]);

    clients[0]?.terminate();
    await until(() => changes.count === LIMIT - 1);
    await statusOf(watch(connect(graph)).next());
  });

  it.each([
    ['a query', '{ __typename }', 'BAD_USER_INPUT'],
    ['what it cannot read', '{', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', 'subscription { nope }', 'GRAPHQL_VALIDATION_FAILED'],
  ])('answers %s with a code', async (_what, query, code) => {
    const { graph } = await startInstance();

    await expect(watch(connect(graph), UNKNOWN_ID, query).next()).rejects.toEqual([
      expect.objectContaining({ extensions: { code } }),
    ]);
  });

  it('answers a malformed id with a code', async () => {
    const { graph } = await startInstance();
    const answer = (await watch(connect(graph), 'x').next()).value as FormattedExecutionResult;

    expect(answer.errors).toEqual([
      expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT' } }),
    ]);
  });

  it('requires the secret of the router, as a header or as a parameter', async () => {
    await insertTransaction(pool);
    const authenticator = createAuthenticator({ routerSecrets: ['open sesame'], tokens: null });
    const { graph } = await startInstance({ authenticator });

    await expect(watch(connect(graph)).next()).rejects.toMatchObject({ code: 4403 });
    const known = connect(graph, { 'Router-Authorization': 'open sesame' });
    expect(await statusOf(watch(known).next())).toMatchObject({ status: 'ACTIVE' });
  });

  it('ends with the token that opened it', async () => {
    await insertTransaction(pool);
    const authenticate = () => Promise.resolve({ ...GATEWAY, expiresAt: Date.now() + 500 });
    const authenticator = {
      isAdmitted: () => true,
      authenticate,
      requiresRouter: false,
      isRouter: () => false,
    };
    const { graph, changes } = await startInstance({ authenticator });
    const updates = watch(connect(graph));
    await statusOf(updates.next());

    await expect(updates.next()).rejects.toMatchObject({ code: 4403 });
    await until(() => changes.count === 0);
  });

  it('is not served over HTTP', async () => {
    await insertTransaction(pool);
    const { graph } = await startInstance();

    const { errors } = await graph.ask(WATCH, { id: TRANSACTION });

    expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'BAD_USER_INPUT' }]);
  });

  it('does not delay the shutdown of the service', async () => {
    const instance = await startInstance();
    const updates = watch(connect(instance.graph), UNKNOWN_ID);
    const next = expect(updates.next()).rejects.toMatchObject({ code: 1001 });
    await new Promise((resolve) => setTimeout(resolve, 200));

    await instance.close();
    await next;
  });
});
