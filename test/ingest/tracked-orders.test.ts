import { startSandbox } from '@order-transactions/junction-sandbox';
import { mkdtemp, rm } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { GATEWAY } from '../../src/access/viewer.js';
import { Ingester } from '../../src/ingest/ingester.js';
import { createOrderTracker } from '../../src/ingest/order-tracker.js';
import { TrackedOrders } from '../../src/ingest/tracked-orders.js';
import { isEqual, replay } from '../../src/maintenance/replay.js';
import { createMirrorReads } from '../../src/store/read/index.js';
import { json, silence } from '../junction/upstream-server.js';
import { testDatabaseUrl } from '../support/test-server.js';
import { testLogger } from '../support/logger.js';
import { journeyNamed } from '../support/journeys.js';
import { countRows } from '../support/mirror.js';
import { useTestDatabase } from '../support/use-database.js';
import { useUpstream } from '../junction/use-junction.js';

const API_KEY = 'sk_us_test';
const [WEBHOOK] = journeyNamed('b01-redraw-full').webhooks;
const ORDER = WEBHOOK?.data as { id: string; order_transaction: { id: string } };
const TRACKED = { orderId: ORDER.id, transactionId: ORDER.order_transaction.id, userId: 'anna' };

const { pool } = useTestDatabase('TEST');
let lines: string[];
const junction = useUpstream({ lifetime: 'TEST' });

beforeEach(() => {
  lines = [];
});

function startTracking(baseUrl = junction.baseUrl) {
  const ingester = new Ingester(pool);
  const mirror = createMirrorReads(pool);
  const orders = new TrackedOrders({
    junction: { baseUrl, apiKey: API_KEY },
    ingester,
    mirror,
    logger: testLogger(lines),
  });
  return { orders, ingester, track: createOrderTracker(mirror, ingester, (id) => orders.read(id)) };
}

async function statusOf(orderId: string): Promise<unknown> {
  const [order] = await createMirrorReads(pool).findOrders(GATEWAY, [orderId]);
  return order?.status;
}

describe('an order that was just tracked', () => {
  it('has its status from the local Junction, without a webhook', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'tracked-orders-'));
    const sandbox = await startSandbox({
      port: 0,
      folder,
      apiKey: API_KEY,
      webhookUrl: `${junction.baseUrl}/webhooks/junction`,
      webhookSecret: 'whsec_dGVzdA==',
    });
    await sandbox.playJourney('happy-path', { seed: 1, clientUserId: 'anna', lost: 1 }).delivered;
    const [transaction] = sandbox.transactions();
    const orderId = transaction?.orders[0]?.id ?? '';

    const { orders, track } = startTracking(sandbox.url);
    await track({ orderId, transactionId: transaction?.id ?? '', userId: 'anna' });
    await orders.idle();

    expect(await statusOf(orderId)).toBe('completed.walk_in_test.completed');
    expect(isEqual(await replay(testDatabaseUrl()))).toBe(true);
    await orders.close();
    await sandbox.close();
    await rm(folder, { recursive: true });
  });

  it('is read once, and belongs to the person that it was tracked with', async () => {
    junction.answerWith(json(200, ORDER));
    const { orders, track } = startTracking();
    await track(TRACKED);
    await track(TRACKED);
    await orders.idle();

    expect(junction.requests.map(({ url }) => url)).toEqual([`/v3/order/${ORDER.id}`]);
    expect(await statusOf(ORDER.id)).toBe('received.walk_in_test.ordered');
    const [order] = await createMirrorReads(pool).findOrders(GATEWAY, [ORDER.id]);
    expect(order?.userId).toBe('anna');
    await orders.close();
  });

  it('is not read when it has a status already', async () => {
    junction.answerWith(json(200, ORDER));
    const { orders, track } = startTracking();
    await track(TRACKED);
    await orders.idle();
    orders.read(ORDER.id);
    await orders.idle();
    expect(junction.requests).toHaveLength(1);
    await orders.close();
  });

  const failures: [string, RequestListener][] = [
    ['does not know it', json(404, {})],
    ['rejects the request', json(400, {})],
    ['returns another order', json(200, { ...ORDER, id: TRACKED.transactionId })],
    ['returns something else', json(200, { id: ORDER.id })],
  ];
  it.each(failures)('stays as it was tracked when Junction %s', async (_what, answer) => {
    junction.answerWith(answer);
    const { orders, track } = startTracking();
    expect(await track(TRACKED)).toEqual([]);
    await orders.idle();

    expect(await statusOf(ORDER.id)).toBeNull();
    expect(await countRows(pool, 'webhook_inbox')).toBe(1);
    expect(lines.join('')).toContain(ORDER.id);
    await orders.close();
  });
});

describe('closing', () => {
  it('does not wait for a Junction that never answers, and reads nothing further', async () => {
    junction.answerWith(silence);
    const { orders, track } = startTracking();
    await track(TRACKED);
    const startedAt = performance.now();
    await orders.close();
    orders.read(ORDER.id);
    await orders.idle();

    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(junction.requests.length).toBeLessThanOrEqual(1);
    expect(lines).toEqual([]);
  });
});

describe('many tracked orders', () => {
  it('are read two at a time', async () => {
    junction.answerWith(json(404, {}, { afterMs: 20 }));
    const { orders } = startTracking();
    for (let i = 0; i < 20; i++) orders.read(`00000000-0000-4000-8000-0000000000${10 + i}`);
    await orders.idle();
    expect(junction.requests).toHaveLength(20);
    expect(junction.peak).toBe(2);
    await orders.close();
  });
});
