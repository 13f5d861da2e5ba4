import { post, signedDelivery } from '../support/deliveries.js';
import { journeyNamed } from '../support/journeys.js';
import { countRows } from '../support/mirror.js';
import { useReceiver } from '../support/receiver.js';
import { useTestDatabase } from '../support/use-database.js';

const { dataSource, pool } = useTestDatabase('TEST');
const receiver = useReceiver(dataSource);

type Json = Record<string, unknown>;
const good = journeyNamed('b01-redraw-full').webhooks[5] as Json & { data: Json };
const withData = (change: Json): Json => ({ ...good, data: { ...good.data, ...change } });
const block = good.data.order_transaction as Json & { orders: Json[] };
const event = (good.data.events as Json[])[0] ?? {};
const deep = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const raw = (body: Json, at: string, json: string) => JSON.stringify(body).replace(`"${at}"`, json);

const unreadable: [string, string | Buffer][] = [
  ['nothing', ''],
  ['a truncated body', JSON.stringify(good).slice(0, 900)],
  ['text', 'hello'],
  ['a number', '42'],
  ['null', 'null'],
  ['a list', '[]'],
  ['bytes that are no UTF-8', Buffer.from([0xff, 0xfe, 0xfd])],
  ['a list 100,000 levels deep', deep(100_000)],
  ['an object without an event type', '{}'],
  ['an event type that is a number', JSON.stringify({ ...good, event_type: 7 })],
  ['an order without data', JSON.stringify({ ...good, data: undefined })],
  ['data that is a text', JSON.stringify({ ...good, data: 'order' })],
  ['data that is a list', JSON.stringify({ ...good, data: [good.data] })],
  ['an id that is SQL', JSON.stringify(withData({ id: "'; DROP TABLE lab_order; --" }))],
  ['an id that is a path', JSON.stringify(withData({ id: '../../result' }))],
  ['an id that is a number', JSON.stringify(withData({ id: 7 }))],
  ['no id', JSON.stringify(withData({ id: null }))],
  ['no time of creation', JSON.stringify(withData({ created_at: null }))],
  ['a day that does not exist', JSON.stringify(withData({ created_at: '2026-02-31T10:00:00Z' }))],
  ['a week for a time', JSON.stringify(withData({ updated_at: '2026-W10' }))],
  [
    'a time beyond the calendar',
    JSON.stringify(withData({ updated_at: '+099999-01-01T00:00:00Z' })),
  ],
  ['no event', JSON.stringify(withData({ events: [], last_event: null }))],
  ['events that are a text', JSON.stringify(withData({ events: 'none', last_event: null }))],
  [
    'an event id in decimals',
    JSON.stringify(withData({ events: [{ ...event, id: 1.5 }], last_event: null })),
  ],
  [
    'an event id beyond exact numbers',
    JSON.stringify(withData({ events: [], last_event: { ...event, id: 2 ** 60 } })),
  ],
  [
    'an event id as text',
    JSON.stringify(withData({ events: [{ ...event, id: '1' }], last_event: null })),
  ],
  [
    'an event without a status',
    JSON.stringify(withData({ events: [{ ...event, status: null }], last_event: null })),
  ],
  [
    'owner ids nowhere',
    JSON.stringify({ ...withData({ user_id: null, team_id: null }), user_id: null, team_id: null }),
  ],
  ['owner ids that are none', JSON.stringify({ ...withData({ user_id: 'x' }), user_id: 'y' })],
];

const readable: [string, string][] = [
  ['a transaction that is a text', JSON.stringify(withData({ order_transaction: 'none' }))],
  [
    'a transaction without an id',
    JSON.stringify(withData({ order_transaction: { ...block, id: null } })),
  ],
  [
    'a transaction whose id is SQL',
    JSON.stringify(withData({ order_transaction: { ...block, id: "' OR 1=1" } })),
  ],
  [
    'a transaction whose status is a number',
    JSON.stringify(withData({ order_transaction: { ...block, status: 1 } })),
  ],
  [
    'a transaction whose orders are no list',
    JSON.stringify(withData({ order_transaction: { ...block, orders: {} } })),
  ],
  [
    'a sibling without an id',
    JSON.stringify(withData({ order_transaction: { ...block, orders: [{}, ...block.orders] } })),
  ],
  [
    'a sibling that is null',
    JSON.stringify(withData({ order_transaction: { ...block, orders: [null, ...block.orders] } })),
  ],
  ['a bad event among good ones', JSON.stringify(withData({ events: [null, {}, 7, event] }))],
  ['the same event twice', JSON.stringify(withData({ events: [event, event] }))],
  ['no last event', JSON.stringify(withData({ last_event: undefined }))],
  [
    'owner ids in the envelope alone',
    JSON.stringify(withData({ user_id: undefined, team_id: undefined })),
  ],
  ['ids in capitals', JSON.stringify(withData({ id: String(good.data.id).toUpperCase() }))],
  [
    'a status with a NUL character',
    JSON.stringify(withData({ events: [], last_event: { ...event, status: 'a.b.\0' } })),
  ],
  [
    'a lab with a lone surrogate',
    JSON.stringify(withData({ lab_test: { lab: { name: '\ud800' } } })),
  ],
  ['a sample id with a NUL character', JSON.stringify(withData({ sample_id: '\0' }))],
  ['an origin with a lone surrogate', JSON.stringify(withData({ origin: '\udfff' }))],
  [
    'a user id of 10,000 characters',
    JSON.stringify({ ...good, client_user_id: 'x'.repeat(10_000) }),
  ],
  ['a user id that is a number', JSON.stringify({ ...good, client_user_id: 7 })],
  ['a key __proto__', raw({ ...good, extra: 'HERE' }, 'extra', '"__proto__"')],
  ['data with a key __proto__', raw(withData({ extra: 'HERE' }), 'extra', '"__proto__"')],
  ['a key constructor', JSON.stringify({ ...good, constructor: { name: 'x' }, toString: 1 })],
  ['a value 100,000 levels deep', raw(withData({ extra: 'HERE' }), 'HERE', deep(100_000))],
  ['an unknown collection method', JSON.stringify(withData({ details: { type: 'telepathy' } }))],
  ['missing results that are a text', JSON.stringify(withData({ has_missing_results: 'yes' }))],
  [
    'an expected day that is none',
    JSON.stringify(withData({ expected_result_by_date: '2026-99-99' })),
  ],
  ['the oldest time there is', JSON.stringify(withData({ created_at: '0001-01-01T00:00:00Z' }))],
  [
    'the newest time there is',
    JSON.stringify(withData({ updated_at: '9999-12-31T23:59:59.999999Z' })),
  ],
  ['a time without a zone', JSON.stringify(withData({ created_at: '2026-03-03T10:00:00' }))],
  [
    'a negative event id',
    JSON.stringify(withData({ events: [], last_event: { ...event, id: -5 } })),
  ],
];

describe('a signed body that cannot be read', () => {
  test.each(unreadable)('is quarantined and creates no order: %s', async (_name, body) => {
    expect(await post(receiver.url, signedDelivery(body))).toMatchObject({ status: 202 });
    expect(await countRows(pool, 'webhook_quarantine')).toBe(1);
    expect(await countRows(pool, 'lab_order')).toBe(0);
    expect(await countRows(pool, 'order_event')).toBe(0);
  });
});

describe('a signed body with a malformed part', () => {
  test.each(readable)('is ingested without that part: %s', async (_name, body) => {
    const answer = await post(receiver.url, signedDelivery(body));
    expect(answer).toMatchObject({ status: 200, text: '{"outcome":"APPLIED"}' });
    expect(await countRows(pool, 'webhook_quarantine')).toBe(0);
    const { rows } = await pool.query<{ status: string | null; id: string }>(
      'SELECT id, status FROM lab_order WHERE id = $1',
      [good.data.id],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.status).not.toBeNull();
  });
});
