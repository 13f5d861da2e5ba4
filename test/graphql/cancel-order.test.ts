import type { RequestListener } from 'node:http';
import { createAuditTrail } from '../../src/access/audit-trail.js';
import { createAuthenticator } from '../../src/access/authenticator.js';
import { Ingester } from '../../src/ingest/ingester.js';
import { createOrderCanceller } from '../../src/ingest/order-canceller.js';
import { createJunctionClient } from '../../src/junction/client.js';
import { isEqual, replay } from '../../src/maintenance/replay.js';
import { createMirrorReads } from '../../src/store/read/index.js';
import { readPayload } from '../../src/webhooks/payload.js';
import { useIssuer } from '../access/support/issuer.js';
import { json, silence } from '../junction/upstream-server.js';
import { testDatabaseUrl } from '../support/test-server.js';
import { journeyNamed } from '../support/journeys.js';
import { useTestDatabase } from '../support/use-database.js';
import { useGraphServer } from './support/graph-server.js';
import { UNKNOWN_ID } from './support/mirror-rows.js';
import { useJunction } from '../junction/use-junction.js';

/** The first webhook of an order, and the order in it. */
const [PLACED = {}] = journeyNamed('b01-redraw-full').webhooks;
const ORDER = PLACED.data as { id: string; events: object[] } & Record<string, unknown>;
const OWNER = PLACED.client_user_id as string;
const CANCELLED_EVENT = {
  id: 9_000_000,
  status: 'cancelled.walk_in_test.cancelled',
  created_at: '2026-11-05T10:00:00.123456+00:00',
};
/** The cancelled order at Junction, with a transaction that does not contain it. */
const CANCELLED = {
  ...ORDER,
  status: 'cancelled',
  updated_at: CANCELLED_EVENT.created_at,
  events: [...ORDER.events, CANCELLED_EVENT],
  last_event: CANCELLED_EVENT,
  order_transaction: null,
};
const SUCCESS = { order: CANCELLED, status: 'success', message: 'order cancelled' };
const REJECTED = { error: 'Bad Request', message: 'Transition is not allowed', status_code: 400 };
const reset: RequestListener = (request) => request.socket.destroy();
const broken: RequestListener = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
  response.write('{"order": {', () => response.destroy());
};

const { dataSource, pool } = useTestDatabase('TEST');
const outcomes: string[] = [];
const issuer = useIssuer();
const { junction, client } = useJunction({ lifetime: 'TEST' });
const ingester = new Ingester(pool);
const mirror = createMirrorReads(pool);
const graph = useGraphServer(
  () => ({
    authenticator: createAuthenticator({ routerSecrets: [], tokens: issuer.settings }),
    mirror,
    audit: createAuditTrail({ dataSource, pool }),
    cancelOrder: createOrderCanceller({
      junction: client,
      ingester,
      mirror,
      onOutcome: (outcome) => outcomes.push(outcome),
    }),
  }),
  { lifetime: 'TEST' },
);

beforeEach(async () => {
  outcomes.length = 0;
  await receive(PLACED, 'msg_1');
});

async function receive(webhook: unknown, key: string): Promise<void> {
  const payload = readPayload(Buffer.from(JSON.stringify(webhook)));
  if (payload.kind !== 'ORDER') throw new Error('the webhook is about an order');
  await ingester.take({ source: 'WEBHOOK', key, eventType: null, fact: payload.report });
}

/** Sets Junction's responses to the cancellation and to the request for the order that follows. */
function answer(cancellation: RequestListener, order: RequestListener = silence): void {
  junction.answerWith((request, response) => {
    (request.method === 'POST' ? cancellation : order)(request, response);
  });
}

const CANCEL = `mutation($id: ID!) {
  cancelOrder(input: { orderId: $id }) {
    order { id status rawStatus transaction { id status orders { id status } } events { status } }
    userErrors { code field message }
  }
}`;

interface CancelResponse {
  readonly data?: {
    readonly cancelOrder: {
      readonly order: { readonly status: string } | null;
      readonly userErrors: readonly { readonly code: string }[];
    } | null;
  };
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

async function cancel(
  id: string = ORDER.id,
  claims: object = { sub: OWNER, scope: 'orders:cancel' },
): Promise<CancelResponse> {
  const authorization = `Bearer ${await issuer.sign({ ...claims })}`;
  return (await graph.ask(CANCEL, { id }, { authorization })) as CancelResponse;
}

/** The outcome of a response: the order's status, the code of the caller's mistake, or the code of the error. */
function outcomeOf({ data, errors }: CancelResponse): string | undefined {
  if (errors) return errors[0]?.extensions.code;
  const { order, userErrors } = data?.cancelOrder ?? {};
  return userErrors?.[0]?.code ?? order?.status;
}

/** The methods of the requests to Junction, in their order. */
const sent = () => junction.requests.map(({ method }) => method);
const posts = () => sent().filter((method) => method === 'POST');

async function auditOf(action: string): Promise<unknown[]> {
  const { rows } = await pool.query<object>(
    `SELECT viewer, subject_ids, outcome FROM audit_entry WHERE action = $1 ORDER BY id DESC LIMIT 1`,
    [action],
  );
  return rows;
}

describe('the mutation cancelOrder', () => {
  it('cancels the order at Junction and returns it as the mirror has it then', async () => {
    answer(json(200, SUCCESS));

    const { data, errors } = await cancel(ORDER.id.toUpperCase());

    expect(errors).toBeUndefined();
    expect(data?.cancelOrder).toMatchObject({
      order: {
        id: ORDER.id,
        status: 'CANCELLED',
        rawStatus: CANCELLED_EVENT.status,
        transaction: { status: 'CANCELLED', orders: [{ id: ORDER.id, status: 'CANCELLED' }] },
      },
      userErrors: [],
    });
    expect(junction.requests.map(({ method, url }) => `${method ?? ''} ${url ?? ''}`)).toEqual([
      `POST /v3/order/${ORDER.id}/cancel`,
    ]);
    expect(isEqual(await replay(testDatabaseUrl()))).toBe(true);
  });

  it('succeeds again for an order that is cancelled already', async () => {
    answer(json(200, SUCCESS));
    await cancel();
    answer(json(400, REJECTED), json(200, CANCELLED));

    expect(outcomeOf(await cancel())).toBe('CANCELLED');
    expect(outcomes).toEqual(['CANCELLED', 'CANCELLED']);
  });

  it.each([
    ['a body that is no JSON', (_, response) => response.end('<html>')],
    ['a body that ends in its middle', broken],
    ['a connection that is reset', reset],
    ['status 500', json(500, {})],
    ['status 503', json(503, {}, { headers: { 'retry-after': '1' } })],
    ['status 429', json(429, {})],
    ['status 401', json(401, {})],
    ['no order', json(200, { status: 'success' })],
    ['an order without events', json(200, { order: { id: ORDER.id, status: 'cancelled' } })],
    ['another order', json(200, { ...SUCCESS, order: { ...CANCELLED, id: UNKNOWN_ID } })],
    ['an order that is not cancelled', json(200, { ...SUCCESS, order: ORDER })],
    ['status 400', json(400, REJECTED)],
    ['status 409', json(409, REJECTED)],
    ['status 422', json(422, { detail: [] })],
  ] satisfies [string, RequestListener][])(
    'looks after %s whether the order is cancelled, and then succeeds',
    async (_what, cancellation) => {
      answer(cancellation, json(200, CANCELLED));

      expect(outcomeOf(await cancel())).toBe('CANCELLED');
      expect(sent()).toEqual(['POST', 'GET']);
    },
  );

  it.each([
    ['status 500', 'UPSTREAM_UNAVAILABLE', json(500, {})],
    ['a connection that is reset', 'UPSTREAM_UNAVAILABLE', reset],
    ['an unreadable response', 'UPSTREAM_REJECTED', json(200, {})],
    ['status 403', 'UPSTREAM_REJECTED', json(403, {})],
    ['status 400', 'NOT_CANCELLABLE', json(400, REJECTED)],
    ['status 409', 'NOT_CANCELLABLE', json(409, REJECTED)],
    ['status 422', 'NOT_CANCELLABLE', json(422, {})],
  ])('returns after %s, while the order is not cancelled, %s', async (_what, code, reply) => {
    answer(reply, json(200, { ...ORDER, order_transaction: null }));

    expect(outcomeOf(await cancel())).toBe(code);
    expect(sent()).toEqual(['POST', 'GET']);
  });

  it('fails when the order cannot be read after a failure, without reading it twice', async () => {
    answer(json(500, {}), json(503, {}));

    expect(outcomeOf(await cancel())).toBe('UPSTREAM_UNAVAILABLE');
    expect(sent()).toEqual(['POST', 'GET']);
    expect(outcomes).toEqual(['FAILED']);
    expect(await auditOf('CANCEL_ORDER')).toMatchObject([{ outcome: 'FAILED' }]);
  });

  it('succeeds when Junction rejects a cancellation that a webhook reported before, though the order cannot be read', async () => {
    await receive({ ...PLACED, data: CANCELLED }, 'msg_2');
    answer(json(400, REJECTED), json(503, {}));
    expect(outcomeOf(await cancel())).toBe('CANCELLED');
    answer(json(500, {}), json(503, {}));
    expect(outcomeOf(await cancel())).toBe('UPSTREAM_UNAVAILABLE');
  });

  it('responds within seven seconds when Junction never does, and sends one cancellation', async () => {
    answer(silence, silence);
    const startedAt = performance.now();

    expect(outcomeOf(await cancel())).toBe('UPSTREAM_TIMEOUT');
    expect(performance.now() - startedAt).toBeLessThan(7_000);
    expect(sent()).toEqual(['POST', 'GET']);
  });

  it('succeeds when the slow cancellation was done all the same', async () => {
    answer(silence, json(200, CANCELLED));

    expect(outcomeOf(await cancel())).toBe('CANCELLED');
    expect(posts()).toHaveLength(1);
  });

  it('is not sent while the circuit breaker is open', async () => {
    const down = createJunctionClient({
      baseUrl: junction.baseUrl,
      apiKey: 'sk_us_test',
      limits: { failuresUntilDown: 1 },
    });
    junction.answerWith(json(500, {}));
    await expect(down.order(ORDER.id, undefined, { retries: 0 })).rejects.toThrow();
    const mirror = createMirrorReads(pool);
    const cancelOrder = createOrderCanceller({ junction: down, ingester, mirror });

    await expect(cancelOrder(ORDER.id)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    expect(posts()).toEqual([]);
    await down.close();
  });

  it('succeeds by a thin response, and reads the whole order since the mirror has a fuller history', async () => {
    await receive(
      { ...PLACED, data: { ...ORDER, events: twoMoreEvents(), last_event: undefined } },
      'msg_2',
    );
    answer(
      json(200, { ...SUCCESS, order: { ...CANCELLED, events: [CANCELLED_EVENT] } }),
      json(200, { ...CANCELLED, events: [...twoMoreEvents(), CANCELLED_EVENT] }),
    );

    expect(outcomeOf(await cancel())).toBe('CANCELLED');
    expect(sent()).toEqual(['POST', 'GET']);
  });

  it('returns UNKNOWN_ORDER for an order that Junction does not know', async () => {
    answer(json(404, { detail: "Order doesn't exist" }));

    expect((await cancel()).data?.cancelOrder).toMatchObject({
      order: null,
      userErrors: [{ code: 'UNKNOWN_ORDER', field: ['input', 'orderId'] }],
    });
    expect(sent()).toEqual(['POST']);
  });

  it('returns INVALID_ID for an id that is no UUID', async () => {
    expect(outcomeOf(await cancel('../orders'))).toBe('INVALID_ID');
    expect(sent()).toEqual([]);
  });

  it.each([
    ['an unknown order', UNKNOWN_ID, { sub: OWNER, scope: 'orders:cancel' }],
    ['another person’s order', ORDER.id, { sub: 'another', scope: 'orders:cancel' }],
    ['another person’s order', ORDER.id, { sub: 'another', scope: 'orders:write' }],
  ])('returns UNKNOWN_ORDER for %s, without a call', async (_whose, id, claims) => {
    expect(outcomeOf(await cancel(id, claims))).toBe('UNKNOWN_ORDER');
    expect(sent()).toEqual([]);
  });

  it.each(['', 'orders:read:all', 'orders:cancel:all'])(
    'is FORBIDDEN with the scope "%s", without a call',
    async (scope) => {
      expect(outcomeOf(await cancel(ORDER.id, { sub: OWNER, scope }))).toBe('FORBIDDEN');
      expect(sent()).toEqual([]);
      expect(await auditOf('CANCEL_ORDER')).toEqual([
        { viewer: `token:${OWNER}`, subject_ids: [ORDER.id], outcome: 'REJECTED' },
      ]);
    },
  );

  it.each(['orders:write orders:read:all', 'orders:cancel orders:read:all'])(
    'cancels any order with the scopes "%s", and leaves an audit entry',
    async (scope) => {
      answer(json(200, SUCCESS));

      expect(outcomeOf(await cancel(ORDER.id, { sub: 'backend', scope }))).toBe('CANCELLED');
      expect(await auditOf('CANCEL_ORDER')).toEqual([
        { viewer: 'token:backend', subject_ids: [ORDER.id], outcome: 'DONE' },
      ]);
    },
  );

  it('is not executed by GET', async () => {
    const query = encodeURIComponent(
      `mutation { cancelOrder(input: { orderId: "${ORDER.id}" }) { order { id } } }`,
    );
    const authorization = `Bearer ${await issuer.sign({ sub: OWNER, scope: 'orders:cancel' })}`;
    const response = await fetch(`${graph.url}?query=${query}`, {
      headers: { authorization, 'apollo-require-preflight': 'true' },
    });

    expect(response.ok).toBe(false);
    expect(sent()).toEqual([]);
  });
});

function twoMoreEvents(): object[] {
  return [
    ...ORDER.events,
    {
      id: 8_000_000,
      status: 'received.walk_in_test.requisition_created',
      created_at: '2026-11-01T10:00:00+00:00',
    },
  ];
}
