import { post, signedDelivery } from '../support/deliveries.js';
import { journeyNamed } from '../support/journeys.js';
import { useReceiver } from '../support/receiver.js';
import { useTestDatabase } from '../support/use-database.js';

const { webhooks } = journeyNamed('n01-other-event-types-mixed');
const NOTICES = webhooks.filter(({ event_type: type }) =>
  /^labtest\.result\.critical$/.test(String(type)),
);
const ORDERS = NOTICES.map(({ data }) => (data as { order_id: string }).order_id);

const { dataSource, pool } = useTestDatabase('TEST');
const receiver = useReceiver(dataSource);

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

describe('the webhook of a critical result or a match review', () => {
  it('marks the results of the order as outdated', async () => {
    await send(webhooks.filter((webhook) => !NOTICES.includes(webhook)));
    expect(await noted()).toEqual([]);
    expect(new Set(await send(NOTICES))).toEqual(new Set(['APPLIED']));
    expect(await noted()).toEqual([...new Set(ORDERS)].sort());
  });

  it('is not recorded for an unknown order', async () => {
    await send(NOTICES);
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

  it('is quarantined when a critical result names no order', async () => {
    const [critical] = NOTICES;
    expect(await send([{ ...critical, data: { order_id: '../..' } }])).toEqual(['QUARANTINED']);
  });
});
