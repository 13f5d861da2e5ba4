import fc from 'fast-check';
import { lowStatusOf } from '../../src/junction/statuses.js';
import { canonicalJson, type OrderReport } from '../../src/orders/facts.js';
import { Mirror } from '../../src/orders/mirror.js';
import * as orderRecord from '../../src/orders/order-record.js';
import { viewOrder } from '../../src/orders/order-view.js';
import { statusTimesOf } from '../../src/orders/status-times.js';
import { readPayload } from '../../src/webhooks/payload.js';
import { madeJourneys, type MadeWebhook } from '../support/random-journeys.js';

// Wrong rules replace the right one here, so that the same properties judge both.
jest.mock('../../src/orders/order-record.js', () => {
  const real = jest.requireActual<typeof orderRecord>('../../src/orders/order-record.js');
  return { ...real, joinReport: jest.fn(real.joinReport) };
});
const { joinReport: rightRule, emptyOrder } = jest.requireActual<typeof orderRecord>(
  '../../src/orders/order-record.js',
);
type JoinReport = typeof rightRule;

function reportsOf(webhooks: readonly MadeWebhook[]): OrderReport[] {
  return webhooks.map(({ body }) => {
    const payload = readPayload(Buffer.from(JSON.stringify(body)));
    if (payload.kind !== 'ORDER') throw new Error(payload.kind);
    return payload.report;
  });
}

function mirrorOf(reports: readonly OrderReport[]): Mirror {
  const mirror = new Mirror();
  for (const report of reports) mirror.apply(report);
  return mirror;
}

/** All stored and all served data. */
function stateOf(mirror: Mirror): string {
  return canonicalJson({
    orders: [...mirror.orders.values()]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((record) => ({
        record: {
          ...record,
          events: [...record.events.values()].sort((a, b) => a.eventId - b.eventId),
        },
        view: viewOrder(record),
      })),
    transactions: [...mirror.transactions.values()].map((record) => ({
      record,
      view: mirror.viewTransaction(record.id),
    })),
  });
}

function permutationsOf<T>(list: readonly T[]): T[][] {
  if (list.length < 2) return [[...list]];
  return list.flatMap((first, index) =>
    permutationsOf(list.toSpliced(index, 1)).map((rest) => [first, ...rest]),
  );
}

/**
 * Some deliveries of a journey: every permutation of up to five webhooks, or else a random one. Some webhooks are
 * delivered twice.
 */
const deliveries = madeJourneys.chain((journey) => {
  const reports = reportsOf(journey.webhooks);
  const orders: fc.Arbitrary<OrderReport[][]> =
    reports.length <= 5
      ? fc.constant(permutationsOf(reports))
      : fc.array(fc.shuffledSubarray(reports, { minLength: reports.length }), {
          minLength: 5,
          maxLength: 5,
        });
  return fc.record({ journey: fc.constant(journey), orders, again: fc.subarray(reports) });
});

const convergence = fc.property(deliveries, ({ journey, orders, again }) => {
  const emitted = stateOf(mirrorOf(reportsOf(journey.webhooks)));
  return orders.every((order) => stateOf(mirrorOf([...order, ...again])) === emitted);
});

const ENDED = ['completed', 'corrected', 'cancelled'];

const truth = fc.property(madeJourneys, ({ webhooks, silent, transactionId }) => {
  const mirror = mirrorOf(reportsOf(webhooks));
  const last = webhooks.at(-1);
  // Of an order without its own webhook, the mirror has only the state in the newest block.
  const listed = webhooks.findLast((webhook) => webhook.word !== null);
  const ordersRight = Object.keys(last?.truth ?? {}).every((id) => {
    const record = mirror.orders.get(id);
    const truth = (silent.includes(id) ? listed : last)?.truth[id];
    if (record === undefined || truth === undefined) return record === truth;
    const view = viewOrder(record);
    return view.transactionId === transactionId && lowStatusOf(view.status ?? '') === truth;
  });
  const word = last?.word ?? null;
  // These journeys have no redraws. An outdated "active" is not served once every order has ended.
  const ended = Object.values(last?.truth ?? {}).every((low) => ENDED.includes(low));
  const judged = word !== null && !(word === 'active' && ended);
  return ordersRight && (!judged || mirror.viewTransaction(transactionId).status === word);
});

function findFault(): boolean {
  return (
    fc.check(truth, { numRuns: 400, seed: 1 }).failed ||
    fc.check(convergence, { numRuns: 40, seed: 1 }).failed
  );
}

function plant(rule: JoinReport): void {
  jest.mocked(orderRecord.joinReport).mockImplementation(rule);
}

/** A mutated rule that alone decides which of two reports of an order is newer. */
function keepingNewestBy(
  isNewer: (known: OrderReport, received: OrderReport) => boolean,
): JoinReport {
  const kept = new WeakMap<object, OrderReport>();
  return (record, report) => {
    const known = record.snapshot && kept.get(record.snapshot);
    const joined = rightRule(record, report);
    const alone = rightRule(emptyOrder(report.orderId), report).snapshot;
    const snapshot = known && !isNewer(known, report) ? record.snapshot : alone;
    if (snapshot === alone && alone) kept.set(alone, report);
    return { ...joined, snapshot };
  };
}

describe('the merge', () => {
  beforeEach(() => plant(rightRule));

  test('gives the same state for every order of arrival and any number of repeats', () => {
    fc.assert(convergence, { numRuns: 100 });
  });

  test("ends in Junction's state", () => {
    fc.assert(truth, { numRuns: 500 });
  });

  test('reports no change when a fact is repeated', () => {
    fc.assert(
      fc.property(madeJourneys, (journey) => {
        const reports = reportsOf(journey.webhooks);
        const mirror = mirrorOf(reports);
        return !reports.some((report) => mirror.apply(report));
      }),
    );
  });
});

describe('the properties', () => {
  const wrongRules: [string, JoinReport][] = [
    ['by order of arrival', keepingNewestBy(() => true)],
    [
      'by updated_at alone',
      keepingNewestBy((known, received) => received.updatedAt > known.updatedAt),
    ],
    [
      'with dates in milliseconds',
      keepingNewestBy(
        (known, received) =>
          Date.parse(received.lastEvent.createdAt) > Date.parse(known.lastEvent.createdAt),
      ),
    ],
    [
      'with sticky terminal states',
      (record, report) => {
        const ended = /completed|cancelled/.test(record.snapshot?.lastEvent.status ?? '');
        const joined = rightRule(record, report);
        return ended ? { ...joined, snapshot: record.snapshot } : joined;
      },
    ],
    [
      'that replaces the status times',
      (record, report) => ({
        ...rightRule(record, report),
        statusTimes: statusTimesOf(report.events),
      }),
    ],
    [
      'where a null block unlinks',
      (record, report) => {
        const joined = rightRule(record, report);
        return report.block === null && joined.snapshot !== record.snapshot
          ? { ...joined, ownTransaction: null, listedIn: null }
          : joined;
      },
    ],
  ];

  test.each(wrongRules)('catch a merge %s', (_name, rule) => {
    plant(rule);
    expect(findFault()).toBe(true);
  });

  test('find no fault in the right merge', () => {
    plant(rightRule);
    expect(findFault()).toBe(false);
  });
});
