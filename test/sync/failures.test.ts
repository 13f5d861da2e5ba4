import type { RequestListener } from 'node:http';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { poolOf } from '../../src/database/data-source.js';
import type { JunctionClient } from '../../src/junction/client.js';
import { readProgress } from '../../src/sync/progress.js';
import { findDrift, reconcile } from '../../src/sync/reconcile.js';
import {
  inTurn,
  json,
  silence,
  startUpstream,
  type UpstreamServer,
} from '../junction/upstream-server.js';
import { emptyTables, openTestDatabase } from '../support/database.js';
import { countRows } from '../support/mirror.js';
import { healing, jobClient, listing, ordersOf } from './support/healing.js';

let database: DataSource;
let pool: Pool;
let junction: UpstreamServer;
let client: JunctionClient;

beforeAll(async () => {
  database = await openTestDatabase();
  pool = poolOf(database);
});
beforeEach(async () => {
  await emptyTables(database);
  junction = await startUpstream();
  client = jobClient(junction.baseUrl);
});
afterEach(async () => {
  await junction.close();
  await client.close();
});
afterAll(() => database.destroy());

const halfABody: RequestListener = (request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"orders":[', () => request.socket.destroy());
};

describe('a run that Junction fails', () => {
  const cases: [string, RequestListener, string][] = [
    ['429', json(429, {}), 'status 429'],
    ['500', json(500, {}), 'status 500'],
    ['no answer', silence, 'deadline passed'],
    ['half a body', halfABody, 'UND_ERR_SOCKET'],
    ['an answer without orders', json(200, { total: 3 }), 'a page without orders'],
    ['an empty page with a total', json(200, { orders: [], total: 3 }), 'empty page 1 of 3 orders'],
    [
      'HTML',
      (_, response) => response.setHeader('content-type', 'text/html').end('<p>'),
      'content type is not JSON',
    ],
  ];

  it.each(cases)(
    'with %s says so, and does not move the watermark',
    async (_, listener, reason) => {
      junction.answerWith(listener);
      const { counts, failures } = await reconcile(healing(pool, client));

      expect(counts).toMatchObject({ found: 0, failed: 1 });
      expect(failures[0]?.reason).toContain(reason);
      expect(await readProgress(pool, 'RECONCILE')).toBeNull();
    },
  );

  it('on its second page keeps what came before, and is not done', async () => {
    const orders = ordersOf(150);
    const list = listing(() => orders);
    junction.answerWith((request, response) =>
      (request.url?.includes('&page=2&') ? json(500, {}) : list)(request, response),
    );
    const { counts } = await reconcile(healing(pool, client));

    expect(counts.created).toBe(100);
    expect(counts.failed).toBeGreaterThan(0);
    expect(await readProgress(pool, 'RECONCILE')).toBeNull();
  });

  it('by fewer orders than it tells of is not done', async () => {
    const [order] = ordersOf(1);
    junction.answerWith(
      inTurn(
        ...(Array.from({ length: 6 }, () => json(200, { orders: [order, order], total: 2 })) as [
          RequestListener,
        ]),
      ),
    );
    const { failures } = await reconcile(healing(pool, client));

    expect(failures[0]?.reason).toContain('does not settle');
  });

  it('shows in a check as well', async () => {
    junction.answerWith(json(500, {}));
    const { counts } = await findDrift({ pool, client });
    expect(counts.failed).toBe(1);
  });
});

describe('a page with one broken order', () => {
  it('is taken in but for that order, which is named; the watermark stays', async () => {
    const [first, second, third] = ordersOf(3);
    const broken = { ...second, events: [], last_event: null };
    junction.answerWith(listing(() => [first, broken, third]));
    const { counts, failures } = await reconcile(healing(pool, client));

    expect(counts).toMatchObject({ created: 2, failed: 1 });
    expect(failures).toContainEqual({
      subject: `order ${second?.id}`,
      reason: 'unreadable: EVENTS',
    });
    expect(await countRows(pool, 'lab_order')).toBe(2);
    expect(await readProgress(pool, 'RECONCILE')).toBeNull();
  });
});
