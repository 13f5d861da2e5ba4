import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import Fastify, { type FastifyInstance } from 'fastify';
import { createAuditTrail } from '../../src/access/audit-trail.js';
import { createAuthenticator } from '../../src/access/authenticator.js';
import { Ingester } from '../../src/ingest/ingester.js';
import { Quarantine } from '../../src/ingest/quarantine.js';
import { registerOperatorRoutes } from '../../src/operator/operator-routes.js';
import { RecentDeliveries } from '../../src/webhooks/recent-deliveries.js';
import { emptyTables } from '../support/empty-tables.js';
import { journeyNamed } from '../support/journeys.js';
import { messagesOf } from '../support/messages.js';
import { countRows } from '../support/mirror.js';
import { useTestDatabase } from '../support/use-database.js';

const { dataSource, pool } = useTestDatabase();
const SECRET = 'a secret of the router that is long enough';
const ROUTER = { 'router-authorization': SECRET };
const JSON_BODY = { 'content-type': 'application/json' };
const READS = ['/operator/deliveries', '/operator/quarantine', '/operator/sync'];
const RETRY = '/operator/quarantine/msg_1/retry';

let fastify: FastifyInstance | undefined;
let quarantine: Quarantine;
let lastAuditId: string;

beforeEach(async () => {
  quarantine = new Quarantine(dataSource, null);
  await emptyTables(pool);
  // The trail cannot be emptied.
  const { rows } = await pool.query<{ id: string }>('SELECT max(id) AS id FROM audit_entry');
  lastAuditId = rows[0]?.id ?? '0';
});
afterEach(() => fastify?.close());

interface Settings {
  readonly production?: boolean;
  readonly routerSecrets?: string[];
  readonly ingester?: Pick<Ingester, 'take'>;
  /** The deliveries: their message ids and order ids, oldest first. */
  readonly received?: readonly (readonly [string, string | null])[];
}

async function start({
  production = true,
  routerSecrets = [SECRET],
  ingester = new Ingester(pool),
  received = [['msg_1', null]],
}: Settings = {}): Promise<string> {
  fastify = Fastify();
  const deliveries = new RecentDeliveries();
  for (const [messageId, orderId] of received) {
    deliveries.add({ messageId, eventType: null, orderId, outcome: 'APPLIED', durationMs: 3 });
  }
  registerOperatorRoutes(fastify, {
    deliveries,
    quarantine,
    ingester,
    teamIds: [],
    manager: dataSource.manager,
    readDrift: () => 2,
    audit: createAuditTrail({ dataSource, pool }),
    authenticator: createAuthenticator({ routerSecrets, tokens: null }),
    production,
  });
  return fastify.listen({ host: '127.0.0.1', port: 0 });
}

/** `fetch` always sets `Host` itself. */
async function call(url: string, method: string, headers: Record<string, string>) {
  return await new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    const sent = request(url, { method, headers }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.once('end', () => resolve({ status: response.statusCode, body }));
    });
    sent.once('error', reject).end(method === 'POST' ? '{}' : undefined);
  });
}

async function auditTrail() {
  const { rows } = await pool.query<{ entry: string }>(
    `SELECT concat_ws(' ', viewer, action, outcome) AS entry FROM audit_entry
     WHERE id > $1 ORDER BY id`,
    [lastAuditId],
  );
  return rows.map(({ entry }) => entry);
}

describe('the endpoints for operators', () => {
  test('return ids, reasons and times behind the router’s secret, never what a message contains', async () => {
    await quarantine.store({
      messageId: 'msg_1',
      reason: 'JSON',
      body: Buffer.from('Test Patient'),
    });
    const url = await start();
    const answers = [];
    for (const path of READS) answers.push(await call(`${url}${path}`, 'GET', ROUTER));

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const [deliveries, messages, sync] = answers.map(({ body }) => JSON.parse(body) as object);
    expect(deliveries).toMatchObject({
      deliveries: [{ messageId: 'msg_1', outcome: 'APPLIED', durationMs: 3 }],
    });
    expect(messages).toMatchObject({
      messages: [{ messageId: 'msg_1', reason: 'JSON', size: 12 }],
      count: 1,
      pending: 0,
    });
    expect(sync).toEqual({ jobs: [], reconciledUntil: null, driftOrders: 2 });
    expect(JSON.stringify(answers)).not.toContain('Patient');
    expect(await auditTrail()).toEqual(Array(3).fill('operator READ_OPERATIONS DONE'));
  });

  test('return the order of each delivery, and its transaction where the mirror knows it', async () => {
    const unknownId = randomUUID();
    const [message] = messagesOf(journeyNamed('b01-redraw-full').webhooks, 'b01');
    if (message?.fact?.kind !== 'ORDER') throw new Error('the webhook is about an order');
    const { orderId, block } = message.fact;
    await new Ingester(pool).take(message);
    const url = await start({
      received: [
        ['msg_1', null],
        ['msg_2', unknownId],
        ['msg_3', orderId],
      ],
    });

    const { body } = await call(`${url}/operator/deliveries`, 'GET', ROUTER);

    expect(JSON.parse(body)).toMatchObject({
      deliveries: [
        { orderId, transactionId: block?.transactionId },
        { orderId: unknownId, transactionId: null },
        { orderId: null, transactionId: null },
      ],
    });
  });

  test.each([...READS, RETRY])(
    'do not exist in production without ROUTER_SECRET: %s',
    async (path) => {
      const url = await start({ routerSecrets: [] });
      const method = path === RETRY ? 'POST' : 'GET';
      expect((await call(`${url}${path}`, method, { ...ROUTER, ...JSON_BODY })).status).toBe(404);
    },
  );

  test.each([{}, { 'router-authorization': 'another secret that is long enough' }])(
    'reject the headers %j, and record it',
    async (headers) => {
      await quarantine.store({ messageId: 'msg_1', reason: 'JSON', body: Buffer.from('{}') });
      const url = await start();
      expect((await call(`${url}/operator/quarantine`, 'GET', headers)).status).toBe(401);
      expect((await call(`${url}${RETRY}`, 'POST', { ...headers, ...JSON_BODY })).status).toBe(401);
      expect(await auditTrail()).toEqual([
        'unauthenticated READ_OPERATIONS REJECTED',
        'unauthenticated RETRY_QUARANTINED REJECTED',
      ]);
    },
  );

  test.each([
    [{ host: 'evil.example' }, 403],
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: 'http://localhost:4000' }, 200],
    [{}, 200],
  ])('accept in development only requests of this machine: %j', async (headers, status) => {
    const url = await start({ production: false, routerSecrets: [] });
    expect((await call(`${url}/operator/sync`, 'GET', headers)).status).toBe(status);
  });

  test('require the secret in development too, where one is configured', async () => {
    const url = await start({ production: false });
    expect((await call(`${url}/operator/sync`, 'GET', {})).status).toBe(401);
  });

  test('are reached in production by the name that the platform gives', async () => {
    const url = await start();
    const headers = { ...ROUTER, host: 'orders.internal' };
    expect((await call(`${url}/operator/sync`, 'GET', headers)).status).toBe(200);
  });
});

describe('POST /operator/quarantine/:id/retry', () => {
  const readable = Buffer.from(
    JSON.stringify(journeyNamed('a01-walkin-initial-completed').webhooks[0]),
  );

  test('applies a message that can be read now', async () => {
    await quarantine.store({ messageId: 'msg_1', reason: 'JSON', body: readable });
    const { status, body } = await call(`${await start()}${RETRY}`, 'POST', {
      ...ROUTER,
      ...JSON_BODY,
    });

    expect(JSON.parse(body)).toEqual({ messageId: 'msg_1', outcome: 'APPLIED' });
    expect(status).toBe(200);
    expect(await quarantine.count()).toBe(0);
    expect(await countRows(pool, 'lab_order')).toBe(1);
    expect(await auditTrail()).toEqual(['operator RETRY_QUARANTINED DONE']);
  });

  test('returns why a message is still unreadable, and leaves it in quarantine', async () => {
    await quarantine.store({ messageId: 'msg_1', reason: 'JSON', body: Buffer.from('{') });
    const { status, body } = await call(`${await start()}${RETRY}`, 'POST', {
      ...ROUTER,
      ...JSON_BODY,
    });

    expect(JSON.parse(body)).toMatchObject({ outcome: 'UNREADABLE', reason: 'JSON' });
    expect(status).toBe(409);
    expect(await quarantine.count()).toBe(1);
    expect(await auditTrail()).toEqual(['operator RETRY_QUARANTINED FAILED']);
  });

  test('answers 404 for an unknown id', async () => {
    const { status } = await call(`${await start()}${RETRY}`, 'POST', { ...ROUTER, ...JSON_BODY });
    expect(status).toBe(404);
    expect(await auditTrail()).toEqual(['operator RETRY_QUARANTINED NOT_FOUND']);
  });

  test('is recorded when it fails by an unknown error', async () => {
    await quarantine.store({ messageId: 'msg_1', reason: 'JSON', body: readable });
    const take = () => Promise.reject(new Error('an unknown error'));
    const url = await start({ ingester: { take } });
    const { status } = await call(`${url}${RETRY}`, 'POST', { ...ROUTER, ...JSON_BODY });

    expect(status).toBe(500);
    expect(await auditTrail()).toEqual(['operator RETRY_QUARANTINED FAILED']);
  });

  test.each([
    {},
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/x-www-form-urlencoded' },
  ])('needs a JSON body: with %j it answers 415', async (headers) => {
    await quarantine.store({ messageId: 'msg_1', reason: 'JSON', body: readable });
    const { status } = await call(`${await start()}${RETRY}`, 'POST', { ...ROUTER, ...headers });
    expect(status).toBe(415);
    expect(await quarantine.count()).toBe(1);
  });
});
