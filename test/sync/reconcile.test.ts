import { Ingester } from '../../src/ingest/ingester.js';
import { readOrderReport } from '../../src/orders/read-report.js';
import { orderBody, playThrough, transactionBody } from '@order-transactions/junction-sandbox';
import { readProgress } from '../../src/sync/progress.js';
import { reconcile } from '../../src/sync/reconcile.js';
import { json } from '../junction/upstream-server.js';
import { healing, lastStep, listing, ordersOf, servedState } from './support/healing.js';
import { useStage } from './support/stage.js';

const stage = useStage();

/** Ingests an order as if its webhook had delivered it. */
async function receive(body: object, key: string): Promise<void> {
  const fact = readOrderReport(body, { client_user_id: 'test-patient' });
  await new Ingester(stage.pool).take({ source: 'WEBHOOK', key, eventType: null, fact });
}

async function statusOf(orderId: string | undefined): Promise<unknown> {
  const { rows } = await stage.pool.query<{ status: unknown; user_id: unknown }>(
    'SELECT status, user_id FROM lab_order WHERE id = $1',
    [orderId],
  );
  return rows[0];
}

describe('reconciling', () => {
  it('continues an hour before the newest time that Junction sent', async () => {
    const orders = ordersOf(3);
    const newest = orders
      .map((order) => Date.parse(order.updated_at))
      .reduce((a, b) => Math.max(a, b));
    stage.junction.answerWith(listing(() => orders));

    await reconcile(healing(stage));
    await reconcile(healing(stage));

    const progress = await readProgress(stage.dataSource.manager, 'RECONCILE');
    expect(Date.parse(progress?.reached ?? '')).toBe(newest);
    const lists = stage.junction.requests.filter(({ url }) => url?.startsWith('/v3/orders'));
    const from = new URL(lists.at(-1)?.url ?? '', stage.junction.baseUrl).searchParams.get(
      'updated_start_date',
    );
    expect(newest - Date.parse(from ?? '')).toBe(3_600_000);
  });

  it('is not led into the future by one order that is dated wrongly', async () => {
    const [order] = ordersOf(1);
    stage.junction.answerWith(listing(() => [{ ...order, updated_at: '2099-01-01T00:00:00Z' }]));

    await reconcile(healing(stage));

    const reached = (await readProgress(stage.dataSource.manager, 'RECONCILE'))?.reached ?? '';
    expect(Date.parse(reached)).toBeLessThanOrEqual(Date.now());
  });

  it('finds the order that slipped to a page already read', async () => {
    const orders = ordersOf(120);
    let calls = 0;
    // After the first page, its first order leaves the list, and all others move up by one position.
    stage.junction.answerWith((request, response) => {
      const isList = request.url?.startsWith('/v3/orders');
      listing(() => (isList && ++calls > 1 ? orders.slice(1) : orders))(request, response);
    });

    const { counts } = await reconcile(healing(stage));

    expect(counts).toMatchObject({ found: 120, created: 120, failed: 0 });
  });

  it('cannot step back behind a webhook that lands between its reading and its applying', async () => {
    const [older, newer] = playThrough('happy-path', { seed: 1, clientUserId: 'test-patient' })
      .slice(-2)
      .map(
        ({ transaction }) => transaction.orders.map((order) => orderBody(transaction, order))[0],
      );
    if (!older || !newer) throw new Error('the journey is too short');
    await receive(older, 'older');
    stage.junction.answerWith(listing(() => [older]));
    const parts = healing(stage);

    await reconcile({
      ...parts,
      intake: async (facts, findings) => {
        await receive(newer, 'newer');
        await parts.intake(facts, findings);
      },
    });

    expect(await statusOf(newer.id)).toMatchObject({ status: newer.last_event.status });
  });

  it('keeps the owner that a webhook named, and requests an unknown one from Junction', async () => {
    const [known, unknown] = ordersOf(2);
    if (!known || !unknown) throw new Error('there are two');
    await receive(known, 'known');
    const list = listing(() => [{ ...known, notes: 'seen by REST' }, unknown]);
    stage.junction.answerWith((request, response) =>
      (request.url?.startsWith('/v2/user/')
        ? json(200, { client_user_id: 'somebody-else' })
        : list)(request, response),
    );

    await reconcile(healing(stage));

    expect(await statusOf(known.id)).toMatchObject({ user_id: 'test-patient' });
    expect(await statusOf(unknown.id)).toMatchObject({ user_id: 'somebody-else' });
    expect(stage.junction.requests.filter(({ url }) => url?.startsWith('/v2/'))).toHaveLength(1);
  });

  it('requests transactions that have been silent for a day, once a day', async () => {
    const { transaction } = lastStep('redraw', 1);
    const ended = transactionBody(transaction);
    const [first] = playThrough('redraw', { seed: 1, clientUserId: 'test-patient' });
    const order = first?.transaction.orders.map((it) => orderBody(first.transaction, it))[0];
    if (!order) throw new Error('the journey has no order');
    await receive(order, 'first');
    const asked = () =>
      stage.junction.requests.filter(({ url }) => url?.includes('order_transaction/'));
    const bodies = transaction.orders.map((it) => orderBody(transaction, it));
    stage.junction.answerWith((request, response) => {
      if (request.url?.includes('order_transaction/')) json(200, ended)(request, response);
      // Only a request by id returns them: the window of updated orders is empty.
      else listing(() => (request.url?.includes('order_ids') ? bodies : []))(request, response);
    });

    const { counts } = await reconcile(healing(stage));
    await reconcile(healing(stage));

    expect(counts).toMatchObject({ found: 2, created: 1, updated: 1, failed: 0 });
    expect(asked()).toHaveLength(1);
    const served = await servedState(stage.pool);
    expect(served).toContain('"status":"completed.walk_in_test.completed"');
    expect(served).toContain('"status":"collecting_sample.walk_in_test.redraw_available"');
  });

  it('counts orders that Junction does not know separately', async () => {
    await stage.pool.query(
      `INSERT INTO lab_order (id, record, changed_at) VALUES (gen_random_uuid(), '{}', now())`,
    );
    stage.junction.answerWith(listing(() => []));
    const { counts } = await reconcile(healing(stage));
    expect(counts).toMatchObject({ found: 0, absent: 1, failed: 0 });
  });
});
