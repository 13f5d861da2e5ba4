import { orderIdOf, readPayload } from '../../src/webhooks/payload.js';
import { journeyNamed } from '../support/journeys.js';

const ORDER_ID = 'f426ece3-1777-4235-a9e5-a30221bec6f8';
const [PLACED] = journeyNamed('b01-redraw-full').webhooks;

const orderIdIn = (webhook: unknown) =>
  orderIdOf(readPayload(Buffer.from(JSON.stringify(webhook))));

describe('the order of a delivery', () => {
  it.each([
    ['an order', PLACED, (PLACED?.data as { id: string }).id],
    [
      'an assigned result',
      { event_type: 'labtest.match_review.updated', data: { resolved_order_id: ORDER_ID } },
      ORDER_ID,
    ],
    [
      'a critical result',
      {
        event_type: 'labtest.result.critical',
        data: { order_id: ORDER_ID, updated_at: '2026-03-06T10:00:00Z', status: 'final' },
      },
      ORDER_ID,
    ],
    ['another type', { event_type: 'daily.data.sleep.created', data: { id: ORDER_ID } }, null],
    ['an unreadable order', { event_type: 'labtest.order.created', data: { id: ORDER_ID } }, null],
  ])('is read from %s', (_what, webhook, orderId) => {
    expect(orderIdIn(webhook)).toBe(orderId);
  });
});
