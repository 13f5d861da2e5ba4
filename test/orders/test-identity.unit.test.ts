import fc from 'fast-check';
import { canonicalJson, type OrderReport } from '../../src/orders/facts.js';
import { Mirror } from '../../src/orders/mirror.js';
import { viewOrder } from '../../src/orders/order-view.js';
import { readOrderReport } from '../../src/orders/read-report.js';
import * as testIdentity from '../../src/orders/test-identity.js';
import { arrivalsOf } from './support/arrivals.js';

// Wrong rules replace the right one here, so that the same properties judge both.
jest.mock('../../src/orders/test-identity.js', () => {
  const real = jest.requireActual<typeof testIdentity>('../../src/orders/test-identity.js');
  return { joinTest: jest.fn(real.joinTest) };
});
const { joinTest: rightRule } = jest.requireActual<typeof testIdentity>(
  '../../src/orders/test-identity.js',
);

const ID = 'f426ece3-1777-4235-a9e5-a30221bec6f8';

/** The `lab_test` of one body; undefined where the body lacks it, as the webhooks in Junction's documentation do. */
const labTests = fc.option(
  fc.record(
    {
      id: fc.constantFrom(ID, '5b41f610-ebc5-4803-8f0c-a61c3bdc7faf'),
      name: fc.constantFrom('Lipids Panel', 'Thyroid Panel'),
      lab: fc.option(fc.record({ name: fc.constantFrom('Labcorp', 'Quest') })),
    },
    { requiredKeys: [] },
  ),
  { nil: undefined },
);
type LabTest = typeof labTests extends fc.Arbitrary<infer T> ? T : never;

/** A history: the body at index n has n + 1 events. */
const histories = fc.array(labTests, { minLength: 1, maxLength: 5 });

function reportOf(lab_test: LabTest, index: number): OrderReport {
  const time = '2026-03-03T10:00:00Z';
  return readOrderReport({
    ...(lab_test && { lab_test }),
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

/** The served test and the stored record after these reports, with a store in JSON between two of them. */
function after(reports: readonly OrderReport[]) {
  let mirror = new Mirror();
  for (const report of reports) {
    mirror.apply(report);
    const { events, ...stored } = mirror.orders.get(ID) ?? fail();
    mirror = new Mirror();
    mirror.orders.set(ID, { ...(JSON.parse(JSON.stringify(stored)) as typeof stored), events });
  }
  const record = mirror.orders.get(ID) ?? fail();
  const { lab, testId, testName } = viewOrder(record);
  const stored = canonicalJson({ ...record, events: [] });
  return { served: { lab, testId, testName }, record, stored };
}

function fail(): never {
  throw new Error('The order must exist.');
}

const convergence = fc.property(
  arrivalsOf(histories, reportOf),
  ({ reports, arrived }) =>
    after(arrived).stored === after(reports).stored &&
    canonicalJson(after(arrived).served) === canonicalJson(after(reports).served),
);

/** The contract, expressed differently: the test of the last body of the history that names one. */
const truth = fc.property(histories, (history) => {
  const named = history.findLast(
    (test) => test && (test.id ?? test.name ?? test.lab?.name) !== undefined,
  );
  const expected = {
    lab: named?.lab?.name ?? null,
    testId: named?.id ?? null,
    testName: named?.name ?? null,
  };
  return canonicalJson(after(history.map(reportOf)).served) === canonicalJson(expected);
});

const repetition = fc.property(histories, (history) => {
  const reports = history.map(reportOf);
  const mirror = new Mirror();
  for (const report of reports) mirror.apply(report);
  return !reports.some((report) => mirror.apply(report));
});

describe('the test of an order', () => {
  beforeEach(() => jest.mocked(testIdentity.joinTest).mockImplementation(rightRule));

  it('does not depend on the order of arrival, nor on repetitions', () => {
    fc.assert(convergence, { numRuns: 300 });
  });

  it('is the one of the newest body that names a test', () => {
    fc.assert(truth, { numRuns: 300 });
  });

  it('is unchanged by a report that was received before', () => {
    fc.assert(repetition, { numRuns: 300 });
  });

  it('needs no part of its own in the record while the newest report names it', () => {
    const thin = reportOf(undefined, 0);
    const full = reportOf({ name: 'Lipids Panel' }, 1);
    expect(after([thin, full]).record.test).toBeUndefined();
    expect(after([full, reportOf(undefined, 2)]).record.test?.value.testName).toBe('Lipids Panel');
  });
});

describe('the properties of the test of an order', () => {
  it.each<[string, typeof rightRule]>([
    ['that only the newest report counts', () => undefined],
    [
      'that the last received test counts',
      (_known, { version, lab = null, testId = null, testName = null }) => ({
        version,
        value: { lab, testId, testName },
      }),
    ],
    [
      'that a newer report deletes the test of the snapshot',
      ({ test, snapshot }, received) =>
        rightRule({ test, snapshot: snapshot && { version: snapshot.version } }, received),
    ],
  ])('find the wrong rule %s', (_what, wrongRule) => {
    jest.mocked(testIdentity.joinTest).mockImplementation(wrongRule);
    const isFound = [convergence, truth].some(
      (property) => fc.check(property as typeof truth, { numRuns: 300, seed: 1 }).failed,
    );
    expect(isFound).toBe(true);
  });
});
