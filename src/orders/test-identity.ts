import type { OrderDetails } from './order-details.js';
import { greater } from './ordering.js';

type TestIdentity = Pick<OrderDetails, 'lab' | 'testId' | 'testName'>;

/** The test of an order, as the report of a version names it. */
export interface VersionedTest {
  readonly version: string;
  readonly value: TestIdentity;
}

interface VersionedDetails extends Partial<TestIdentity> {
  readonly version: string;
}

/**
 * Joins the test that a report names: the newest report that names a test counts, because a newer report may lack it.
 * Returns undefined where that is the newest report of all, whose details name the test.
 */
export function joinTest(
  known: { readonly test?: VersionedTest | undefined; readonly snapshot: VersionedDetails | null },
  received: VersionedDetails,
): VersionedTest | undefined {
  const { test = null, snapshot } = known;
  const newest = [snapshot && testOf(snapshot), testOf(received)].reduce(
    (a, b) => greater(a, b, (it) => [it.version]),
    test,
  );
  const newestReport = greater(snapshot, received, (it) => [it.version]);
  return newest === null || newest.version === newestReport?.version ? undefined : newest;
}

/** Null where a report names neither the laboratory nor the test. */
function testOf(details: VersionedDetails): VersionedTest | null {
  const { version, lab = null, testId = null, testName = null } = details;
  const isNamed = lab !== null || testId !== null || testName !== null;
  return isNamed ? { version, value: { lab, testId, testName } } : null;
}
