import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { poolOf } from '../../src/database/data-source.js';
import { emptyTables, openTestDatabase } from '../support/database.js';
import { post, signedDelivery } from '../support/deliveries.js';
import { journeyNamed } from '../support/journeys.js';
import { startReceiver } from '../support/receiver.js';

const { webhooks } = journeyNamed('n01-other-event-types-mixed');
const NOTICES = webhooks.filter(({ event_type: type }) =>
  /^labtest\.(result\.critical|appointment\.(created|updated))$/.test(String(type)),
);
const CRITICAL = NOTICES.filter(({ event_type: type }) => type === 'labtest.result.critical');
const ORDERS = NOTICES.map(({ data }) => (data as { order_id: string }).order_id);

let database: DataSource;
let pool: Pool;
let receiver: { url: string; close(): Promise<void> };

beforeAll(async () => {
  database = await openTestDatabase();
  pool = poolOf(database);
  receiver = await startReceiver(database);
});
beforeEach(() => emptyTables(database));
afterAll(async () => {
  await receiver.close();
  await database.destroy();
});

async function send(messages: readonly Record<string, unknown>[]): Promise<unknown[]> {
  const outcomes: unknown[] = [];
  for (const message of messages) {
    const { text } = await post(receiver.url, signedDelivery(JSON.stringify(message)));
    outcomes.push((JSON.parse(text) as { outcome: unknown }).outcome);
  }
  return outcomes;
}

async function noted(): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>('SELECT order_id AS id FROM order_notice');
  return rows.map(({ id }) => id).sort();
}

describe('the webhook of a critical result, an appointment or a match review', () => {
  it('changes nothing in the mirror, but records the order', async () => {
    await send(webhooks.filter((webhook) => !NOTICES.includes(webhook)));
    expect(await noted()).toEqual([]);
    expect(NOTICES.length).toBeGreaterThan(CRITICAL.length);
    expect(new Set(await send(NOTICES))).toEqual(new Set(['IGNORED']));
    expect(await noted()).toEqual([...new Set(ORDERS)].sort());
  });

  it('stores no data of a patient', async () => {
    await send(CRITICAL);
    const { rows } = await pool.query<{ fact: unknown }>('SELECT fact FROM webhook_inbox');
    expect(rows).toEqual([{ fact: null }, { fact: null }]);
  });

  it('has no effect for an unknown order', async () => {
    await send(CRITICAL);
    expect(await noted()).toEqual([]);
  });

  it.each([
    ['once it is settled', 'updated', ORDERS.slice(0, 1)],
    ['not while it is only opened', 'created', []],
  ])('records the order that an unmatched result was assigned to, %s', async (_, step, ids) => {
    await send(webhooks.filter((webhook) => !NOTICES.includes(webhook)));
    const review = {
      event_type: `labtest.match_review.${step}`,
      data: { resolution_action: 'accept', resolved_order_id: ORDERS[0] },
    };
    expect(await send([review])).toEqual(['IGNORED']);
    expect(await noted()).toEqual(ids);
  });

  it('is ignored without a usable order', async () => {
    const [critical] = CRITICAL;
    expect(await send([{ ...critical, data: { order_id: '../..' } }])).toEqual(['IGNORED']);
  });
});
