import { Ingester } from '../../src/ingest/ingester.js';
import { OrderNotices } from '../../src/ingest/order-notices.js';
import { Quarantine } from '../../src/ingest/quarantine.js';
import { createWebhookMetrics } from '../../src/webhooks/metrics.js';
import { createReceiver } from '../../src/webhooks/receiver.js';
import { post, SECRET, signedDelivery, type TestDelivery } from '../support/deliveries.js';
import { journeyNamed } from '../support/journeys.js';
import { countRows } from '../support/mirror.js';
import { startReceiver, useReceiver } from '../support/receiver.js';
import { searchForMarks } from '../support/canary.js';
import { testLogger } from '../support/logger.js';
import { testRegistry } from '../support/registry.js';
import { sessionsWaitingForLocks } from '../support/held-lock.js';
import { until } from '../support/until.js';
import { useTestDatabase } from '../support/use-database.js';

const { dataSource, pool } = useTestDatabase('TEST');
const receiver = useReceiver(dataSource);

const webhooks = journeyNamed('a01-walkin-initial-completed').webhooks;
const created = JSON.stringify(webhooks[0]);
const completed = JSON.stringify(webhooks.at(-1));
type Json = Record<string, unknown>;
const uuid = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
const siblings = (data: Json, count: number) => ({
  order_transaction: {
    ...(data.order_transaction as Json),
    orders: Array.from({ length: count }, (_, index) => ({ id: uuid(index) })),
  },
});
const events = ({ last_event }: Json, count: number) =>
  Array.from({ length: count }, (_, index) => ({ ...(last_event as Json), id: index }));
const outcomeOf = async (body: string | Buffer, given = {}) =>
  post(receiver.url, signedDelivery(body, given));

describe('POST /webhooks/junction', () => {
  test('answers APPLIED for new information, after the order is in the mirror', async () => {
    expect(await outcomeOf(created)).toMatchObject({ status: 200, text: '{"outcome":"APPLIED"}' });
    expect(await countRows(pool, 'lab_order')).toBe(1);
  });

  test('answers STALE for a new message without new information', async () => {
    await outcomeOf(completed);
    expect(await outcomeOf(completed)).toMatchObject({ status: 200, text: '{"outcome":"STALE"}' });
  });

  test('answers DUPLICATE for a known message id, whatever the body', async () => {
    await outcomeOf(created, { id: 'msg_1' });
    const again = { status: 200, text: '{"outcome":"DUPLICATE"}' };
    expect(await outcomeOf(completed, { id: 'msg_1' })).toMatchObject(again);
    expect(await outcomeOf('no JSON', { id: 'msg_1' })).toMatchObject(again);
  });

  test('answers QUARANTINED for an unreadable message and stores every byte', async () => {
    const body = Buffer.from([0x7b, 0x00, 0xff]);
    expect(await outcomeOf(body, { id: 'msg_1' })).toMatchObject({
      status: 202,
      text: '{"outcome":"QUARANTINED"}',
    });
    const kept = await pool.query('SELECT message_id, reason, body FROM webhook_quarantine');
    expect(kept.rows).toEqual([{ message_id: 'msg_1', reason: 'JSON', body }]);
    expect(await outcomeOf(created, { id: 'msg_1' })).toMatchObject({
      text: '{"outcome":"DUPLICATE"}',
    });
  });

  test.each([
    'labtest.order_tracking.updated',
    'daily.data.sleep.created',
    'labtest.order.created.v2',
  ])('answers IGNORED for %s', async (event_type) => {
    const answer = await outcomeOf(JSON.stringify({ event_type, data: {} }));
    expect(answer).toMatchObject({ status: 200, text: '{"outcome":"IGNORED"}' });
  });

  test.each([
    ['message.attempt.exhausted', { msgId: 'msg_2' }],
    ['message.attempt.failing', { msgId: 'msg_2' }],
    ['message.attempt.log', [{ msgId: 'msg_2' }]],
    ['endpoint.disabled', { endpointId: 'ep_1', trigger: 'automatic' }],
    ['ingest.message.attempt.recovered', {}],
    ['background_task.finished', {}],
  ])(
    'answers IGNORED for the operational message %s of Svix, and counts it',
    async (type, data) => {
      const registry = testRegistry();
      const counting = await startReceiver(dataSource, {
        count: createWebhookMetrics(registry, {
          ingester: new Ingester(pool),
          quarantine: new Quarantine(dataSource, null),
        }),
      });
      const answer = await post(counting.url, signedDelivery(JSON.stringify({ type, data })));
      await counting.close();

      expect(answer).toMatchObject({ status: 200, text: '{"outcome":"IGNORED"}' });
      expect(await registry.metrics()).toMatch(
        new RegExp(`webhooks_total\\{type="${type}",outcome="IGNORED"\\} 1`),
      );
    },
  );

  test.each([
    { type: 'message.attempt.exhausted' },
    { type: 7, data: {} },
    { type: 'message.attempt.exhausted', event_type: 7, data: {} },
  ])('answers QUARANTINED for %j, which is no envelope', async (envelope) => {
    expect(await outcomeOf(JSON.stringify(envelope))).toMatchObject({
      status: 202,
      text: '{"outcome":"QUARANTINED"}',
    });
  });

  test.each([
    ['an order', 'labtest.order.created', {}],
    ['an unreadable order', 'labtest.order.updated', { events: [], last_event: null }],
    ['an unreadable appointment', 'labtest.appointment.updated', {}],
    ['an unreadable critical result', 'labtest.result.critical', {}],
  ])(
    'answers IGNORED for %s of another team, and stores nothing of it',
    async (_, type, change) => {
      const ours = await startReceiver(dataSource, {
        teamIds: ['00000000-0000-4000-8000-000000000000'],
      });
      const { data, ...envelope } = JSON.parse(created) as Json & { data: Json };
      const body = { ...envelope, event_type: type, data: { ...data, ...change } };
      const answer = await post(ours.url, signedDelivery(JSON.stringify(body)));
      await ours.close();
      expect(answer).toMatchObject({ status: 200, text: '{"outcome":"IGNORED"}' });
      expect(await countRows(pool, 'lab_order')).toBe(0);
      expect(await countRows(pool, 'webhook_quarantine')).toBe(0);
    },
  );

  test('accepts the headers of the standard as well as those of Svix', async () => {
    const answer = await post(receiver.url, signedDelivery(created), 'webhook');
    expect(answer).toMatchObject({ status: 200, text: '{"outcome":"APPLIED"}' });
  });

  test('answers 401 without a reason when the signature is wrong, and touches no table', async () => {
    const delivery = { ...signedDelivery(created), signature: 'v1,AAAA' };
    expect(await post(receiver.url, delivery)).toMatchObject({ status: 401, text: '' });
    expect(await countRows(pool, 'webhook_inbox')).toBe(0);
    expect(await countRows(pool, 'webhook_quarantine')).toBe(0);
  });

  test('answers 413 without a reason above 1 MiB, before it looks at the signature', async () => {
    const delivery = { ...signedDelivery(' '.repeat(1024 * 1024 + 1)), signature: '' };
    expect(await post(receiver.url, delivery)).toMatchObject({ status: 413, text: '' });
  });

  test.each([
    ['14,000 siblings', (data: Json) => siblings(data, 14_000)],
    ['101 siblings', (data: Json) => siblings(data, 101)],
    ['1,001 events', (data: Json) => ({ events: events(data, 1_001) })],
  ])('answers QUARANTINED for a message with %s', async (_, change) => {
    const { data, ...envelope } = webhooks[0] as Json & { data: Json };
    const body = JSON.stringify({ ...envelope, data: { ...data, ...change(data) } });
    expect(await outcomeOf(body)).toMatchObject({ status: 202, text: '{"outcome":"QUARANTINED"}' });
    const { rows } = await pool.query('SELECT reason FROM webhook_quarantine');
    expect(rows).toEqual([{ reason: 'TOO_LARGE' }]);
  });

  test('applies a message with 100 siblings and 1,000 events', async () => {
    const { data, ...envelope } = webhooks[0] as Json & { data: Json };
    const change = { ...siblings(data, 100), events: events(data, 1_000) };
    const body = JSON.stringify({ ...envelope, data: { ...data, ...change } });
    expect(await outcomeOf(body)).toMatchObject({ status: 200, text: '{"outcome":"APPLIED"}' });
  });

  test('verifies the bytes as they arrived, not their meaning', async () => {
    const spaced = created.replace('{', '{ \n ');
    expect(await outcomeOf(spaced)).toMatchObject({ status: 200 });
  });
});

describe('a sender who closes the connection', () => {
  test('withdraws the messages whose batch has not begun, and no others', async () => {
    const blocker = await pool.connect();
    await blocker.query('BEGIN; LOCK TABLE webhook_inbox IN ACCESS EXCLUSIVE MODE');
    const send = (count: number) => {
      const leaving = new AbortController();
      const sent = Array.from({ length: count }, () =>
        post(receiver.url, signedDelivery(created), 'svix', leaving.signal).catch(() => undefined),
      );
      return { leaving, sent };
    };
    // Two batches can be in progress.
    const begun = [];
    for (const batches of [1, 2]) {
      begun.push(send(1));
      await until(async () => (await sessionsWaitingForLocks(pool)) === batches);
    }
    const waiting = send(20);
    await until(() => receiver.ingester.waiting === 20);
    for (const { leaving } of [...begun, waiting]) leaving.abort();
    await Promise.all([...begun, waiting].flatMap(({ sent }) => sent));
    await until(() => receiver.connectedRequests() === 0);
    await blocker.query('ROLLBACK');
    blocker.release();

    expect(await outcomeOf(completed)).toMatchObject({ status: 200 });
    expect(await countRows(pool, 'webhook_inbox')).toBe(2 + 1);
    expect(await countRows(pool, 'webhook_quarantine')).toBe(0);
  });
});

describe('while a table is missing', () => {
  const pending = async (): Promise<unknown> => {
    const { rows } = await pool.query('SELECT message_id, reason FROM webhook_quarantine');
    return rows;
  };
  const rename = (from: string, to: string) => pool.query(`ALTER TABLE ${from} RENAME TO ${to}`);

  afterEach(() => rename('lab_order_away', 'lab_order').catch(() => undefined));

  test('answers 503, stores a pending copy, and removes it once the message is applied', async () => {
    await rename('lab_order', 'lab_order_away');
    expect(await outcomeOf(created, { id: 'msg_1' })).toMatchObject({ status: 503, text: '' });
    expect(await outcomeOf(created, { id: 'msg_1' })).toMatchObject({ status: 503, text: '' });
    expect(await pending()).toEqual([{ message_id: 'msg_1', reason: 'PENDING' }]);
    expect(await countRows(pool, 'webhook_inbox')).toBe(0);

    await rename('lab_order_away', 'lab_order');
    expect(await outcomeOf(created, { id: 'msg_1' })).toMatchObject({ status: 200 });
    expect(await pending()).toEqual([]);
    expect(await countRows(pool, 'lab_order')).toBe(1);
  });

  test('answers 503 for notices, too', async () => {
    await rename('lab_order', 'lab_order_away');
    const notice = {
      event_type: 'labtest.match_review.updated',
      data: { resolved_order_id: uuid(1) },
    };
    expect(await outcomeOf(JSON.stringify(notice))).toMatchObject({ status: 503 });
  });

  test('replaces the pending copy of a message that turns out to be unreadable', async () => {
    const quarantine = new Quarantine(dataSource, null);
    await quarantine.storePending({ messageId: 'msg_1', body: Buffer.from('no JSON') });
    expect(await outcomeOf('no JSON', { id: 'msg_1' })).toMatchObject({ status: 202 });
    expect(await pending()).toEqual([{ message_id: 'msg_1', reason: 'JSON' }]);
  });

  test('removes the pending copy of an unreadable message that was already handled', async () => {
    const quarantine = new Quarantine(dataSource, null);
    expect(await outcomeOf('no JSON', { id: 'msg_1' })).toMatchObject({ status: 202 });
    await quarantine.drop('msg_1');
    await quarantine.storePending({ messageId: 'msg_1', body: Buffer.from('no JSON') });
    expect(await outcomeOf('no JSON', { id: 'msg_1' })).toMatchObject({ status: 200 });
    expect(await pending()).toEqual([]);
  });
});

test('deliveries are counted by type and outcome, waiting ones are reported, and each is logged in one line', async () => {
  const registry = testRegistry();
  const ingester = new Ingester(pool);
  const quarantine = new Quarantine(dataSource, null);
  const receive = createReceiver({
    ingester,
    notices: new OrderNotices(dataSource),
    quarantine,
    secrets: [SECRET],
    teamIds: [],
    count: createWebhookMetrics(registry, { ingester, quarantine }),
  });
  const log: string[] = [];
  const logger = testLogger(log);
  const deliver = ({ id, ...delivery }: TestDelivery) =>
    receive({ messageId: id, ...delivery }, logger);
  await deliver(signedDelivery(created, { id: 'msg_1' }));
  await deliver(signedDelivery('no JSON', { id: 'msg_2' }));
  await deliver(signedDelivery('{"event_type":"daily.data.sleep.created"}'));
  await deliver({ ...signedDelivery(created), signature: '' });

  const text = await registry.metrics();
  searchForMarks('the metrics', () => text);
  const counted = (labels: string, count: number) =>
    expect(text).toContain(`order_transactions_webhooks_total{${labels}} ${count}`);
  counted('type="labtest.order.created",outcome="APPLIED"', 1);
  counted('type="unknown",outcome="QUARANTINED"', 1);
  counted('type="other",outcome="IGNORED"', 1);
  counted('type="unknown",outcome="UNAUTHENTICATED"', 1);
  expect(text).toContain('order_transactions_quarantine_messages 1');
  expect(text).toContain('order_transactions_pending_messages 0');
  expect(text).toContain('order_transactions_ingest_queue_messages 0');
  expect(text).toContain('order_transactions_webhook_seconds_count 4');

  const lines = log.map((line) => JSON.parse(line) as Record<string, unknown>);
  const durationMs = expect.any(Number) as number;
  const [msg, info, warn] = ['webhook', 30, 40];
  const type = 'labtest.order.created';
  expect(lines.map(({ time, pid, hostname, ...line }) => line)).toEqual([
    { level: info, msg, messageId: 'msg_1', eventType: type, outcome: 'APPLIED', durationMs },
    {
      level: warn,
      msg,
      messageId: 'msg_2',
      eventType: 'unknown',
      outcome: 'QUARANTINED',
      reason: 'JSON',
      durationMs,
    },
    {
      level: info,
      msg,
      messageId: expect.stringMatching(/^msg_/) as string,
      eventType: 'other',
      outcome: 'IGNORED',
      durationMs,
    },
    { level: info, msg, outcome: 'UNAUTHENTICATED', durationMs },
  ]);
});
