import type { Fact, OrderReport } from '../../src/orders/facts.js';
import { Mirror } from '../../src/orders/mirror.js';
import { viewOrder } from '../../src/orders/order-view.js';
import { readOrderReport } from '../../src/orders/read-report.js';

const ORDER = '33333333-3333-4333-8333-333333333333';
const TRANSACTION = '44444444-4444-4444-8444-444444444444';
const ANNA = '22222222-2222-4222-8222-00000000000a';
const BEN = '22222222-2222-4222-8222-00000000000b';

/**
 * A report of a kit after the given number of events. @param userId the company's id, which orders of the REST API
 * lack
 */
function report(events: number, patient: string, userId: string | null): OrderReport {
  const created = (index: number) => `2026-03-03T09:26:0${index}Z`;
  return readOrderReport(
    {
      id: ORDER,
      team_id: '11111111-1111-4111-8111-111111111111',
      user_id: patient,
      created_at: created(0),
      updated_at: created(events),
      events: Array.from({ length: events }, (_, index) => ({
        id: index + 1,
        status: 'received.testkit.ordered',
        created_at: created(index),
      })),
    },
    { client_user_id: userId },
  );
}

const tracked: Fact = {
  kind: 'TRACK',
  orderId: ORDER,
  transactionId: TRANSACTION,
  userId: 'anna',
};

function personAfter(facts: readonly Fact[]): string | null {
  const mirror = new Mirror();
  for (const fact of facts) mirror.apply(fact);
  const order = mirror.orders.get(ORDER);
  if (!order) throw new Error('no fact is about the order');
  return viewOrder(order).userId;
}

describe('the person of an order', () => {
  it.each<[string, readonly Fact[], string | null]>([
    ['is the tracked one before any report', [tracked], 'anna'],
    ['is the tracked one while reports name none', [tracked, report(1, ANNA, null)], 'anna'],
    ['is named by a webhook', [report(1, ANNA, 'anna')], 'anna'],
    [
      'stays while the REST API reports the same patient',
      [report(1, ANNA, 'anna'), report(2, ANNA, null)],
      'anna',
    ],
    ['changes with the patient', [tracked, report(1, ANNA, 'anna'), report(2, BEN, 'ben')], 'ben'],
    [
      'is not known while only the REST API reports another patient',
      [tracked, report(1, ANNA, 'anna'), report(2, BEN, null)],
      null,
    ],
    [
      'is known again once a report names the other patient’s',
      [report(1, ANNA, 'anna'), report(2, BEN, null), report(2, BEN, 'ben')],
      'ben',
    ],
    [
      'can change back',
      [report(1, ANNA, 'anna'), report(2, BEN, 'ben'), report(3, ANNA, 'anna')],
      'anna',
    ],
  ])('%s, in any order of delivery', (_what, facts, person) => {
    for (const delivery of permutationsOf(facts)) {
      expect(personAfter([...delivery, ...delivery])).toBe(person);
    }
  });
});

function permutationsOf<T>(list: readonly T[]): T[][] {
  if (list.length < 2) return [[...list]];
  return list.flatMap((first, index) =>
    permutationsOf(list.toSpliced(index, 1)).map((rest) => [first, ...rest]),
  );
}
