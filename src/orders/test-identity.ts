import type { OrderDetails } from './order-details.js';
import { newer, versioned, type Versioned } from './versioned.js';

/** What identifies the ordered test: the laboratory, and the id and the name of the test. */
export type TestIdentity = Pick<OrderDetails, 'lab' | 'testId' | 'testName'>;

/** The parts of a snapshot that {@link joinTest} reads. A snapshot of an earlier release can lack the identity. */
interface TestSnapshot extends Partial<TestIdentity> {
  readonly version: string;
}

/** The parts of an order's record that {@link joinTest} reads. */
interface TestRecord {
  readonly test?: Versioned<TestIdentity> | undefined;
  readonly snapshot: TestSnapshot | null;
}

/**
 * Joins the test that a report names. The newest report that names a test counts, because a newer report may lack it.
 *
 * @returns undefined where the newest report of all names the test: it is the snapshot, so the record needs no copy
 */
export function joinTest(
  { test, snapshot }: TestRecord,
  report: TestSnapshot,
): Versioned<TestIdentity> | undefined {
  const known = newer(test ?? null, snapshot && testOf(snapshot));
  const newestTest = newer(known, testOf(report));
  const newestReport = newer(snapshot, report);
  return newestTest === null || newestTest.version === newestReport?.version
    ? undefined
    : newestTest;
}

/** Null where a report names neither the laboratory nor the test. */
function testOf(report: TestSnapshot): Versioned<TestIdentity> | null {
  const { version, lab = null, testId = null, testName = null } = report;
  const isNamed = lab !== null || testId !== null || testName !== null;
  return versioned(version, isNamed ? { lab, testId, testName } : null);
}
