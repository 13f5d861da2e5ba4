import { randomUUID } from 'node:crypto';
import { GATEWAY } from '../../src/access/viewer.js';
import { Ingester } from '../../src/ingest/ingester.js';
import { createOrderTracker } from '../../src/ingest/order-tracker.js';
import { createMirrorReads } from '../../src/store/read/index.js';
import { readPayload } from '../../src/webhooks/payload.js';
import { isEqual, replay } from '../../src/maintenance/replay.js';
import { testDatabaseUrl } from '../support/test-server.js';
import { journeyNamed } from '../support/journeys.js';
import { countRows, mirrorState } from '../support/mirror.js';
import { startGraphServer, useGraphServer } from './support/graph-server.js';
import { INITIAL_ORDER, TRANSACTION, UNKNOWN_ID } from './support/mirror-rows.js';
import { useTestDatabase } from '../support/use-database.js';

const INPUT = { orderId: INITIAL_ORDER, orderTransactionId: TRANSACTION, userId: 'anna' };

const { pool } = useTestDatabase('TEST');
const ingester = new Ingester(pool);
const mirror = createMirrorReads(pool);
const graph = useGraphServer(() => ({ mirror, trackOrder: createOrderTracker(mirror, ingester) }));

async function track(input: object, server = graph): Promise<unknown> {
  const answer = await server.ask(
    `mutation($input: TrackOrderInput!) {
      trackOrder(input: $input) {
        order { id status rawStatus transaction { id status createdAt user { id } } }
        userErrors { code field message }
      }
    }`,
    { input },
  );
  return answer.errors ?? (answer.data as { trackOrder: unknown }).trackOrder;
}

/** The first webhook of an order, without its user and its transaction. */
function homelessWebhook(orderId: string) {
  const { client_user_id, data, ...envelope } = structuredClone(
    journeyNamed('b01-redraw-full').webhooks[0],
  ) as { client_user_id?: unknown; data: Record<string, unknown> };
  const body = { ...envelope, data: { ...data, id: orderId, order_transaction: null } };
  const payload = readPayload(Buffer.from(JSON.stringify(body)));
  if (payload.kind !== 'ORDER') throw new Error('the journey begins with an order');
  return payload.report;
}

interface TrackAnswer {
  readonly order: { readonly transaction: { readonly id: string } } | null;
  readonly userErrors: readonly { readonly code: string }[];
}

const TRACKED = {
  order: {
    id: INITIAL_ORDER,
    status: 'UNKNOWN',
    rawStatus: null,
    transaction: { id: TRANSACTION, status: 'ACTIVE', createdAt: null, user: { id: 'anna' } },
  },
  userErrors: [],
};

describe('the mutation trackOrder', () => {
  it('records an order, whatever the letter case of its ids', async () => {
    expect(await track({ ...INPUT, orderId: INITIAL_ORDER.toUpperCase() })).toEqual(TRACKED);
  });

  it('gives a later webhook its transaction and its person', async () => {
    await track(INPUT);
    const fact = homelessWebhook(INITIAL_ORDER);
    await ingester.take({ source: 'WEBHOOK', key: 'msg_1', eventType: null, fact });

    const { data } = await graph.ask(
      `{ orderTransactions(userId: "anna") { edges { node { id orders { id status } } } } }`,
    );

    const orders = [{ id: INITIAL_ORDER, status: 'ORDERED' }];
    expect(data).toEqual({
      orderTransactions: { edges: [{ node: { id: TRANSACTION, orders } }] },
    });
  });

  it('changes nothing when it is repeated', async () => {
    await track(INPUT);
    const before = await mirrorState(pool);

    expect(await track(INPUT)).toEqual(TRACKED);
    expect(await mirrorState(pool)).toBe(before);
    expect(await countRows(pool, 'webhook_inbox')).toBe(1);
  });

  it.each([
    ['transaction', { orderTransactionId: UNKNOWN_ID }, 'orderTransactionId'],
    ['person', { userId: 'ben' }, 'userId'],
  ])('does not give a known order another %s', async (_what, contradiction, field) => {
    await track(INPUT);
    const before = await mirrorState(pool);

    expect(await track({ ...INPUT, ...contradiction })).toEqual({
      order: null,
      userErrors: [
        {
          code: 'CONTRADICTION',
          field: ['input', field],
          message: expect.stringMatching(/^The order belongs to another/) as string,
        },
      ],
    });
    expect(await mirrorState(pool)).toBe(before);
  });

  it('records one of two contradicting calls, and nothing of the other', async () => {
    // A second instance of the service, so that only the database serializes the two.
    const elsewhere = new Ingester(pool);
    const mirror = createMirrorReads(pool);
    const trackOrder = createOrderTracker(mirror, elsewhere);
    const other = await startGraphServer({ mirror, trackOrder });
    const orderIds = Array.from({ length: 60 }, () => randomUUID());
    const pairs = orderIds.map((orderId) => [
      { orderId, orderTransactionId: randomUUID(), userId: 'anna' },
      { orderId, orderTransactionId: randomUUID(), userId: 'anna' },
    ]);
    const answers = await Promise.all(
      pairs.map((pair, index) =>
        Promise.all(pair.map((input, side) => track(input, (index + side) % 3 ? graph : other))),
      ),
    );
    await other.close();

    for (const [index, pair] of (answers as TrackAnswer[][]).entries()) {
      const tracked = pair.filter(({ userErrors }) => userErrors.length === 0);
      const rejected = pair.filter(({ userErrors }) => userErrors[0]?.code === 'CONTRADICTION');
      expect([tracked.length, rejected.length]).toEqual([1, 1]);
      const kept = pairs[index]?.[pair.indexOf(tracked[0] as TrackAnswer)];
      expect(tracked[0]?.order?.transaction.id).toBe(kept?.orderTransactionId);
      expect(await mirror.findOrders(GATEWAY, [kept?.orderId ?? ''])).toMatchObject([
        { transactionId: kept?.orderTransactionId },
      ]);
    }
    expect(await countRows(pool, 'webhook_inbox')).toBe(pairs.length);
    expect(await countRows(pool, 'order_transaction')).toBe(pairs.length);
    expect(isEqual(await replay(testDatabaseUrl()))).toBe(true);
  });

  it('stores what was tracked before Junction contradicted it, and reports the contradiction when it is repeated', async () => {
    await track(INPUT);
    const fact = { ...homelessWebhook(INITIAL_ORDER), userId: 'ben' };
    await ingester.take({ source: 'WEBHOOK', key: 'msg_1', eventType: null, fact });

    expect(await track(INPUT)).toMatchObject({ userErrors: [{ code: 'CONTRADICTION' }] });
    expect(isEqual(await replay(testDatabaseUrl()))).toBe(true);
  });

  it('names every malformed id', async () => {
    const answer = await track({ orderId: 'a', orderTransactionId: '', userId: 'a\0b' });

    expect(answer).toMatchObject({
      order: null,
      userErrors: [
        { code: 'INVALID_ID', field: ['input', 'orderId'] },
        { code: 'INVALID_ID', field: ['input', 'orderTransactionId'] },
        { code: 'INVALID_ID', field: ['input', 'userId'] },
      ],
    });
  });

  it('is for callers who may track only', async () => {
    const viewer = { ...GATEWAY, mayTrack: false };
    const authenticator = {
      isAdmitted: () => true,
      authenticate: () => Promise.resolve(viewer),
      requiresRouter: false,
      isRouter: () => false,
    };
    const reader = await startGraphServer({
      mirror: createMirrorReads(pool),
      authenticator,
    });

    const answer = await track(INPUT, reader);
    await reader.close();

    expect(answer).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(await countRows(pool, 'webhook_inbox')).toBe(0);
  });
});
