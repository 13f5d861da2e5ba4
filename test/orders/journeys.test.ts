import fc from 'fast-check';
import { lowStatusOf } from '../../src/junction/statuses.js';
import type { Fact } from '../../src/orders/facts.js';
import { Mirror } from '../../src/orders/mirror.js';
import { viewOrder } from '../../src/orders/order-view.js';
import { readPayload } from '../../src/webhooks/payload.js';
import { journeys, type Journey } from '../support/journeys.js';

function factsOf(journey: Journey): (Fact | null)[] {
  return journey.webhooks.map((webhook) => {
    const payload = readPayload(Buffer.from(JSON.stringify(webhook)));
    if (payload.kind === 'UNREADABLE') throw new Error(payload.reason);
    return payload.kind === 'ORDER' ? payload.report : null;
  });
}

function mirrorOf(facts: readonly (Fact | null)[]): Mirror {
  const mirror = new Mirror();
  for (const fact of facts) if (fact) mirror.apply(fact);
  return mirror;
}

/** The view of a frontend, in the terms of the journey's expected end. */
function endOf(mirror: Mirror, journey: Journey) {
  const views = [...mirror.orders.values()].map(viewOrder);
  return {
    transactions: Object.fromEntries(
      Object.keys(journey.expected.transactions).map((id) => [
        id,
        {
          status: mirror.viewTransaction(id).status,
          orders: views
            .filter((order) => order.transactionId === id)
            .map((order) => ({
              id: order.id,
              origin: order.origin,
              low: order.status && lowStatusOf(order.status),
            }))
            .sort((a, b) => (a.id < b.id ? -1 : 1)),
        },
      ]),
    ),
    orders: Object.fromEntries(
      Object.keys(journey.expected.orders).map((id) => {
        const order = views.find((view) => view.id === id);
        return [id, { transactionId: order?.transactionId, origin: order?.origin }];
      }),
    ),
  };
}

function expectedEnd(journey: Journey) {
  const { transactions, orders } = journey.expected;
  return {
    transactions: Object.fromEntries(
      Object.entries(transactions).map(([id, transaction]) => [
        id,
        {
          status: transaction.status,
          orders: transaction.orders
            .map((order) => ({ id: order.id, origin: order.origin, low: order.low_level_status }))
            .sort((a, b) => (a.id < b.id ? -1 : 1)),
        },
      ]),
    ),
    orders: Object.fromEntries(
      Object.entries(orders).map(([id, order]) => [
        id,
        { transactionId: order.transaction_id, origin: order.origin },
      ]),
    ),
  };
}

describe.each(journeys.map((journey) => [journey.name, journey] as const))(
  '%s',
  (_name, journey) => {
    const facts = factsOf(journey);

    test("ends in Junction's state for every order of arrival and any number of repeats", () => {
      fc.assert(
        fc.property(
          fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length }),
          (deliveries) => {
            const rest = facts.filter((fact) => !deliveries.includes(fact));
            expect(endOf(mirrorOf([...deliveries, ...rest]), journey)).toEqual(
              expectedEnd(journey),
            );
          },
        ),
        { numRuns: 60 },
      );
    });

    test('ends right when all but the last webhook of each order are lost', () => {
      const received = journey.sufficient.map((index) => facts[index] ?? null);
      expect(endOf(mirrorOf(received), journey)).toEqual(expectedEnd(journey));
    });
  },
);
