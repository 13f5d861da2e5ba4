import fc from 'fast-check';
import { canonicalJson, type OrderReport } from '../../src/orders/facts.js';
import { Mirror } from '../../src/orders/mirror.js';
import * as orderedParts from '../../src/orders/ordered-parts.js';
import type { OrderedLayer, OrderedParts } from '../../src/orders/ordered-parts.js';
import { readOrderReport } from '../../src/orders/read-report.js';
import { arrivalsOf } from './support/arrivals.js';

// Wrong rules replace the right one here, so that the same properties judge both.
jest.mock('../../src/orders/ordered-parts.js', () => {
  const real = jest.requireActual<typeof orderedParts>('../../src/orders/ordered-parts.js');
  return { ...real, joinOrdered: jest.fn(real.joinOrdered) };
});
const { joinOrdered: rightRule } = jest.requireActual<typeof orderedParts>(
  '../../src/orders/ordered-parts.js',
);
type Join = typeof rightRule;

const ID = 'f426ece3-1777-4235-a9e5-a30221bec6f8';

/** The content of one body of Junction. Bodies without a key are the incomplete examples of its documentation. */
const bodies = fc.record(
  {
    lab_test: fc.record(
      {
        fasting: fc.boolean(),
        markers: fc.option(fc.array(fc.record({ id: fc.nat(9), name: fc.constant('M') }))),
      },
      { requiredKeys: [] },
    ),
    priority: fc.option(fc.boolean()),
    has_abn: fc.option(fc.boolean()),
    activate_by: fc.option(fc.constantFrom('2026-03-06', '2026-03-07')),
    worst_case_result_by_date: fc.option(fc.constantFrom('2026-03-09', '2026-03-10')),
    details: fc.record({
      data: fc.record(
        { shipment: fc.option(fc.record({ inbound_courier: fc.constantFrom('usps', 'ups') })) },
        { requiredKeys: [] },
      ),
    }),
  },
  { requiredKeys: [] },
);
type Body = Record<string, unknown>;

/** A history: the body at index n has n + 1 events, and the clocks do not advance. */
const histories = fc.array(bodies, { minLength: 1, maxLength: 5 });

function reportOf(body: Body, index: number): OrderReport {
  const time = '2026-03-03T10:00:00Z';
  return readOrderReport({
    ...body,
    id: ID,
    user_id: ID,
    team_id: ID,
    created_at: time,
    updated_at: time,
    events: Array.from({ length: index + 1 }, (_, id) => ({
      id,
      created_at: time,
      status: 'received.walk_in_test.ordered',
    })),
  });
}

function layersAfter(reports: readonly OrderReport[]): readonly OrderedLayer[] | undefined {
  const mirror = new Mirror();
  for (const report of reports) mirror.apply(report);
  return mirror.orders.get(ID)?.ordered;
}

function partsAfter(reports: readonly OrderReport[]): OrderedParts {
  return orderedParts.mergedParts(layersAfter(reports));
}

const convergence = fc.property(
  arrivalsOf(histories, reportOf),
  ({ reports, arrived }) =>
    canonicalJson(layersAfter(arrived) ?? []) === canonicalJson(layersAfter(reports) ?? []),
);

/** The contract, expressed differently: for each part, the last body of the history that contains it. */
const truth = fc.property(histories, (history) => {
  const last = <Name extends keyof OrderedParts>(name: Name) =>
    history.map((body) => orderedParts.readOrderedParts(body)).findLast((parts) => name in parts)?.[
      name
    ];
  const parts = partsAfter(history.map(reportOf));
  const names = [
    ...(['test', 'isPriority', 'hasAbn', 'activateBy'] as const),
    ...(['worstCaseResultBy', 'kitShipment'] as const),
  ];
  return names.every((name) => JSON.stringify(parts[name]) === JSON.stringify(last(name)));
});

function plant(rule: Join): void {
  jest.mocked(orderedParts.joinOrdered).mockImplementation(rule);
}

function findFault(): boolean {
  return (
    fc.check(truth, { numRuns: 300, seed: 1 }).failed ||
    fc.check(convergence, { numRuns: 300, seed: 1 }).failed
  );
}

/** The same rule after some parts are removed. */
function withoutParts(isLeftOut: (value: unknown) => boolean): Join {
  return (known, version, parts = {}) =>
    rightRule(
      known,
      version,
      Object.fromEntries(Object.entries(parts).filter(([, value]) => !isLeftOut(value))),
    );
}

describe('what was ordered', () => {
  beforeEach(() => plant(rightRule));

  it('does not depend on the order of arrival, nor on repetitions', () => {
    fc.assert(convergence, { numRuns: 300 });
  });

  it('equals, part by part, the newest body that contains the part', () => {
    fc.assert(truth, { numRuns: 300 });
  });

  it('is unchanged by a report that was received before', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const reports = history.map(reportOf);
        const mirror = new Mirror();
        for (const report of reports) mirror.apply(report);
        return !reports.some((report) => mirror.apply(report));
      }),
    );
  });

  it('survives a store in JSON between two reports', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const reports = history.map(reportOf);
        let mirror = new Mirror();
        for (const report of reports) {
          mirror.apply(report);
          const record = mirror.orders.get(report.orderId);
          if (record === undefined) return false;
          const { events, ...stored } = record;
          mirror = new Mirror();
          const parsed = JSON.parse(JSON.stringify(stored)) as typeof stored;
          mirror.orders.set(record.id, { ...parsed, events });
        }
        const layers = mirror.orders.get(ID)?.ordered;
        return canonicalJson(layers ?? []) === canonicalJson(layersAfter(reports) ?? []);
      }),
    );
  });
});

describe('the properties', () => {
  const wrongRules: [string, Join][] = [
    [
      'by order of arrival',
      (known, version, parts = {}) => [
        { version, parts: { ...orderedParts.mergedParts(known), ...parts } },
      ],
    ],
    [
      'by which the newest report counts whole',
      (known, version, parts = {}) =>
        (known?.[0]?.version ?? '') > version ? known : [{ version, parts }],
    ],
    [
      'by which the first value of a part stays',
      (known, version, parts = {}) => [
        { version, parts: { ...parts, ...orderedParts.mergedParts(known) } },
      ],
    ],
    [
      'by which one version counts for all parts',
      (known, version, parts = {}) => {
        const newest = known?.[0]?.version ?? '';
        const merged = orderedParts.mergedParts(known);
        return newest > version
          ? [{ version: newest, parts: { ...parts, ...merged } }]
          : [{ version, parts: { ...merged, ...parts } }];
      },
    ],
    ['by which an explicit null does not count', withoutParts((value) => value === null)],
    ['by which false does not count', withoutParts((value) => value === false)],
  ];

  it.each(wrongRules)('catch a rule %s', (_name, rule) => {
    plant(rule);
    expect(findFault()).toBe(true);
  });

  it('find no fault in the right rule', () => {
    plant(rightRule);
    expect(findFault()).toBe(false);
  });
});
