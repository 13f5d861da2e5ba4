import type { RequestListener } from 'node:http';
import { JobLockLostError, runJob } from '../../src/database/jobs/run-job.js';
import { readProgress } from '../../src/sync/progress.js';
import { findDrift, reconcile } from '../../src/sync/reconcile.js';
import { inTurn, json, silence } from '../junction/upstream-server.js';
import { testDatabaseUrl } from '../support/test-server.js';
import { countRows } from '../support/mirror.js';
import { healing, listing, ordersOf } from './support/healing.js';
import { useStage } from './support/stage.js';

const stage = useStage();

const halfABody: RequestListener = (request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"orders":[', () => request.socket.destroy());
};

describe('a run that Junction fails', () => {
  const cases: [string, RequestListener, string][] = [
    ['429', json(429, {}), 'status 429'],
    ['500', json(500, {}), 'status 500'],
    ['no response', silence, 'deadline passed'],
    ['half a body', halfABody, 'UND_ERR_SOCKET'],
    ['a response without orders', json(200, { total: 3 }), 'a page without orders'],
    ['an empty page with a total', json(200, { orders: [], total: 3 }), 'empty page 1 of 3 orders'],
    [
      'HTML',
      (_, response) => response.setHeader('content-type', 'text/html').end('<p>'),
      'content type is not JSON',
    ],
  ];

  it.each(cases)('reports %s, and does not move the watermark', async (_, listener, reason) => {
    stage.junction.answerWith(listener);
    const { counts, failures } = await reconcile(healing(stage));

    expect(counts).toMatchObject({ found: 0, failed: 1 });
    expect(failures[0]?.reason).toContain(reason);
    expect(await readProgress(stage.dataSource.manager, 'RECONCILE')).toBeNull();
  });

  it('keeps the first page when the second fails, and is not done', async () => {
    const orders = ordersOf(150);
    const list = listing(() => orders);
    stage.junction.answerWith((request, response) =>
      (request.url?.includes('&page=2&') ? json(500, {}) : list)(request, response),
    );
    const { counts } = await reconcile(healing(stage));

    expect(counts.created).toBe(100);
    expect(counts.failed).toBeGreaterThan(0);
    expect(await readProgress(stage.dataSource.manager, 'RECONCILE')).toBeNull();
  });

  it('is not done when there are fewer orders than announced', async () => {
    const [order] = ordersOf(1);
    stage.junction.answerWith(
      inTurn(
        ...(Array.from({ length: 6 }, () => json(200, { orders: [order, order], total: 2 })) as [
          RequestListener,
        ]),
      ),
    );
    const { failures } = await reconcile(healing(stage));

    expect(failures[0]?.reason).toContain('does not settle');
  });

  it('is reported by a check as well', async () => {
    stage.junction.answerWith(json(500, {}));
    const { counts } = await findDrift(stage);
    expect(counts.failed).toBe(1);
  });
});

describe('a run that loses its lock while Junction answers', () => {
  it('stores nothing of the response: another process may have erased a person since', async () => {
    const list = listing(() => ordersOf(2));
    stage.junction.answerWith((request, response) => {
      void stage.pool
        .query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE application_name = 'order-transactions-job' AND datname = current_database()`,
        )
        .then(() => list(request, response));
    });
    const database = { url: testDatabaseUrl(), dataSource: stage.dataSource };
    const run = runJob(database, 'RECONCILE', (lock) => reconcile({ ...healing(stage), lock }));

    await expect(run).rejects.toThrow(JobLockLostError);
    expect(await countRows(stage.pool, 'lab_order')).toBe(0);
  });
});

describe('a page with one broken order', () => {
  it('is ingested except that order, which is named; the watermark stays', async () => {
    const [first, second, third] = ordersOf(3);
    const broken = { ...second, events: [], last_event: null };
    stage.junction.answerWith(listing(() => [first, broken, third]));
    const { counts, failures } = await reconcile(healing(stage));

    expect(counts).toMatchObject({ created: 2, failed: 1 });
    expect(failures).toContainEqual({
      subject: `order ${second?.id}`,
      reason: 'unreadable: EVENTS',
    });
    expect(await countRows(stage.pool, 'lab_order')).toBe(2);
    expect(await readProgress(stage.dataSource.manager, 'RECONCILE')).toBeNull();
  });
});
