import { createClient } from 'graphql-ws';
import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import { GATEWAY, type Viewer } from '../../../src/access/viewer.js';
import { Ingester } from '../../../src/ingest/ingester.js';
import { startListener } from '../../../src/orders/live/listener.js';
import { TransactionChanges } from '../../../src/orders/live/transaction-changes.js';
import { createMirrorReads } from '../../../src/store/read/index.js';
import { testDatabaseUrl } from '../../support/test-server.js';
import { testLogger } from '../../support/logger.js';
import { orderMessage, type DescribedOrder } from '../../support/order-facts.js';
import { useTestDatabase } from '../../support/use-database.js';
import { startGraphServer, type GraphServer } from '../support/graph-server.js';
import { until } from '../../support/until.js';
import { useCleanup } from '../../support/use-resource.js';

const WATCH =
  'subscription($userId: ID) { orderTransactionsUpdated(userId: $userId) { id patientAction } }';
const ORDERED = 'received.walk_in_test.ordered';
const REQUISITION = 'received.walk_in_test.requisition_created';
const COMPLETED = 'completed.walk_in_test.completed';
/** The time in which a forbidden event would arrive. */
const SILENCE_MS = 500;

const { pool } = useTestDatabase();
const ingester = new Ingester(pool);
const afterTest = useCleanup();
let changes: TransactionChanges;

beforeEach(() => {
  changes = new TransactionChanges(10);
  const listener = startListener(testDatabaseUrl(), changes, testLogger());
  afterTest(() => listener.close());
});

async function startGraph(viewer: Viewer): Promise<GraphServer> {
  const graph = await startGraphServer({
    mirror: createMirrorReads(pool),
    changes,
    authenticator: {
      isAdmitted: () => true,
      authenticate: () => Promise.resolve(viewer),
      requiresRouter: false,
      isRouter: () => false,
    },
  });
  afterTest(() => graph.close());
  return graph;
}

function patient(userId: string | null): Viewer {
  return { ...GATEWAY, name: `token:${userId ?? ''}`, userId, seesAll: false };
}

interface Watched {
  readonly sent: { id: string; patientAction: string }[];
  readonly codes: unknown[];
}

/** Opens the subscription and collects its events. */
async function watch(viewer: Viewer, userId?: string | null): Promise<Watched> {
  const graph = await startGraph(viewer);
  const url = graph.url.replace('http', 'ws');
  const client = createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0 });
  afterTest(() => client.dispose());
  const watched: Watched = { sent: [], codes: [] };
  const before = changes.count;
  client.subscribe<{ orderTransactionsUpdated: Watched['sent'][number] }>(
    { query: WATCH, variables: { userId } },
    {
      next: ({ data, errors }) => {
        if (data?.orderTransactionsUpdated) watched.sent.push(data.orderTransactionsUpdated);
        watched.codes.push(...(errors ?? []).map(({ extensions }) => extensions?.code));
      },
      error: () => undefined,
      complete: () => undefined,
    },
  );
  await until(() => changes.count > before || watched.codes.length > 0);
  return watched;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function newOrder(userId: string | null, parts: Partial<DescribedOrder> = {}): DescribedOrder {
  return { id: randomUUID(), transactionId: randomUUID(), userId, statuses: [ORDERED], ...parts };
}

const ingest = (order: DescribedOrder) => ingester.take(orderMessage(order));

describe('the subscription orderTransactionsUpdated', () => {
  it('sends nothing at the start, then each transaction of the caller that changes, also new ones', async () => {
    const known = newOrder('patient-a');
    await ingest(known);
    const watched = await watch(patient('patient-a'));
    await pause(SILENCE_MS);
    expect(watched.sent).toEqual([]);

    const created = newOrder('patient-a');
    await ingest(created);
    await ingest(newOrder('patient-b'));
    await until(() => watched.sent.length === 1);
    await ingest({ ...known, statuses: [ORDERED, REQUISITION] });
    await until(() => watched.sent.length === 2);
    await ingest({ ...known, statuses: [ORDERED, REQUISITION] });
    await pause(SILENCE_MS);

    expect(watched.sent).toEqual([
      { id: created.transactionId, patientAction: 'WAIT' },
      { id: known.transactionId, patientAction: 'VISIT_COLLECTION_SITE' },
    ]);
  });

  it('sends those of another person only to a caller who may read everything', async () => {
    const order = newOrder('patient-c');
    const staff = await watch({ ...GATEWAY, userId: 'staff-1' }, 'patient-c');
    const other = await watch(patient('patient-d'), 'patient-c');
    const mixed = newOrder('patient-d', { transactionId: order.transactionId });

    await ingest(order);
    await until(() => staff.sent.length === 1);
    // From now on, the other person reads a part of the transaction, but not as a transaction of this person.
    await ingest(mixed);
    await until(() => staff.sent.length === 2);
    await pause(SILENCE_MS);

    expect(staff.sent.map(({ id }) => id)).toEqual([order.transactionId, order.transactionId]);
    expect(other).toEqual({ sent: [], codes: [] });
  });

  it.each([
    ['the router’s secret alone', GATEWAY, null],
    ['a token that names no person', patient(null), undefined],
    ['an empty id', GATEWAY, ''],
  ])('rejects %s without the id of a person', async (_who, viewer, userId) => {
    expect((await watch(viewer, userId)).codes).toEqual(['BAD_USER_INPUT']);
    expect(changes.count).toBe(0);
  });

  it('sends a transaction that changes its person to neither of the two by that change alone', async () => {
    const order = newOrder('patient-e');
    await ingest(order);
    const former = await watch(patient('patient-e'));
    const next = await watch(patient('patient-f'));

    const moved = { ...order, userId: 'patient-f', statuses: [ORDERED, REQUISITION] };
    await ingest(moved);
    await pause(SILENCE_MS);
    expect([former.sent, next.sent]).toEqual([[], []]);

    await ingest({ ...moved, statuses: [ORDERED, REQUISITION, COMPLETED] });
    await until(() => next.sent.length === 1);
    expect(next.sent).toEqual([{ id: order.transactionId, patientAction: 'VIEW_RESULTS' }]);
    expect(former.sent).toEqual([]);
  });

  it('sends what changed while the connection to the database was lost', async () => {
    const order = newOrder('patient-g');
    await ingest(order);
    const watched = await watch(patient('patient-g'));
    await pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'order-transactions-live' AND datname = current_database()`,
    );
    await ingest({ ...order, statuses: [ORDERED, COMPLETED] });

    await until(() => watched.sent.length === 1);
    expect(watched.sent).toEqual([{ id: order.transactionId, patientAction: 'VIEW_RESULTS' }]);
  });

  it('ends with the token of the caller, also as server-sent events', async () => {
    const expiresAt = Date.now() + 1_500;
    const graph = await startGraph({ ...patient('patient-i'), expiresAt });
    const response = await fetch(graph.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: WATCH }),
    });
    const order = newOrder('patient-i');
    await until(() => changes.count === 1);
    await ingest(order);

    const text = await response.text();
    await ingest({ ...order, statuses: [ORDERED, COMPLETED] });

    expect(Date.now()).toBeGreaterThanOrEqual(expiresAt);
    const events = Array.from(text.matchAll(/^data: (.+)$/gm), ([, data = '']): unknown =>
      JSON.parse(data),
    );
    expect(events).toMatchObject([
      { data: { orderTransactionsUpdated: { id: order.transactionId } } },
      { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
    ]);
    expect(changes.count).toBe(0);
  });

  it('is not served over plain HTTP', async () => {
    const graph = await startGraph(patient('patient-h'));
    const { errors } = await graph.ask(WATCH);
    expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'BAD_USER_INPUT' }]);
  });
});
