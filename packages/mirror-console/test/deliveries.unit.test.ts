import {
  answerOf,
  countOutcomes,
  eventTypesOf,
  selectDeliveries,
  toAttempts,
  type Delivery,
} from '../src/logic/deliveries.js';
import { ALL_DELIVERIES } from '../src/logic/route.js';

const delivery = (messageId: string | null, outcome: string, minute: number): Delivery => ({
  messageId,
  eventType: messageId === null ? null : 'labtest.order.updated',
  orderId: null,
  transactionId: null,
  outcome,
  durationMs: 12,
  answeredAt: `2026-03-06T10:0${minute}:00.000Z`,
});
/** Newest first, as the service returns them. */
const DELIVERIES = [
  delivery('msg_1', 'DUPLICATE', 4),
  delivery(null, 'UNAUTHENTICATED', 3),
  delivery('msg_2', 'STALE', 2),
  delivery('msg_1', 'APPLIED', 1),
];

describe('the list of deliveries', () => {
  it('numbers the attempts of a message by time', () => {
    const attempts = toAttempts(DELIVERIES);
    expect(attempts.map(({ attempt, attempts: of }) => `${attempt}/${of}`)).toEqual([
      '2/2',
      '1/1',
      '1/1',
      '1/2',
    ]);
    expect(new Set(attempts.map(({ key }) => key)).size).toBe(4);
  });

  it('keeps the key of a delivery when newer ones arrive and the oldest leave', () => {
    const before = toAttempts(DELIVERIES).map(({ key }) => key);
    const newer = [delivery(null, 'TOO_LARGE', 6), delivery('msg_3', 'APPLIED', 5)];
    const after = toAttempts([...newer, ...DELIVERIES.slice(0, -1)]).map(({ key }) => key);
    expect(after.slice(2)).toEqual(before.slice(0, -1));
  });

  it('counts outcomes, also one that this version does not know', () => {
    expect(countOutcomes([...DELIVERIES, delivery('msg_4', 'NEW', 0)])).toEqual([
      { outcome: 'APPLIED', count: 1 },
      { outcome: 'STALE', count: 1 },
      { outcome: 'DUPLICATE', count: 1 },
      { outcome: 'UNAUTHENTICATED', count: 1 },
      { outcome: 'NEW', count: 1 },
    ]);
  });

  it.each([
    [{ outcome: 'STALE' }, 1],
    [{ eventType: 'labtest.order.updated' }, 3],
    [{ messageId: 'sg_1' }, 2],
    [{ messageId: 'msg_1', outcome: 'APPLIED' }, 1],
    [{}, 4],
  ])('selects by outcome, event type and part of the id: %j', (filters, count) => {
    expect(selectDeliveries(DELIVERIES, { ...ALL_DELIVERIES, ...filters })).toHaveLength(count);
  });

  it('offers each event type once', () => {
    expect(eventTypesOf(DELIVERIES)).toEqual(['labtest.order.updated']);
  });

  it.each([
    ['APPLIED', { status: 200, body: { outcome: 'APPLIED' } }],
    ['QUARANTINED', { status: 202, body: { outcome: 'QUARANTINED' } }],
    ['UNAVAILABLE', { status: 503, body: null }],
  ])('shows the response that the sender received to %s', (outcome, answer) => {
    expect(answerOf(delivery('msg_1', outcome, 1))).toEqual(answer);
  });
});
