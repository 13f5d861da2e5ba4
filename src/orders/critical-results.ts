import { earlier, later, type Instant } from '../junction/instant.js';
import { factHash } from './facts.js';
import type { OrderRecord } from './order-record.js';
import { compareKeys, greater } from './ordering.js';

/** The webhook `labtest.result.critical`. Several can arrive for one order, for example for partial and for final results. */
export interface CriticalResultReport {
  readonly kind: 'CRITICAL_RESULT';
  readonly orderId: string;
  /** The company's id of the patient, by which an erasure finds the fact. It grants no access. */
  readonly userId: string | null;
  readonly result: CriticalResult;
}

export interface CriticalResult {
  /** When Junction last fetched the result from the laboratory. */
  readonly updatedAt: Instant;
  /** Of the result: `partial` or `final`. */
  readonly status: string | null;
  readonly interpretation: string | null;
  /** When Junction first fetched the result from the laboratory. */
  readonly createdAt: Instant | null;
}

/**
 * Joins a critical result. Returns the same list when nothing is new. Of two with one time and status, the greater hash
 * remains.
 */
export function joinCriticalResult(
  known: readonly CriticalResult[],
  received: CriticalResult,
): readonly CriticalResult[] {
  const keyOf = ({ updatedAt, status }: CriticalResult) => [updatedAt, status];
  const before = known.find((it) => compareKeys(keyOf(it), keyOf(received)) === 0) ?? null;
  const after = greater(before, received, (it) => [factHash(it)]);
  if (after === null || after === before) return known;
  const others = known.filter((it) => it !== before);
  return [...others, after].sort((a, b) => compareKeys(keyOf(a), keyOf(b)));
}

export interface Criticality {
  readonly isCritical: boolean;
  /** When the earliest critical result was first fetched; null also where only a snapshot of the order is critical. */
  readonly criticalAt: Instant | null;
}

export function criticalityOf({
  criticalResults,
  flaggedCritical,
}: Pick<OrderRecord, 'criticalResults' | 'flaggedCritical'>): Criticality {
  const critical = criticalResults.filter(isCritical);
  return {
    isCritical: flaggedCritical === true || critical.length > 0,
    criticalAt: critical.map(({ createdAt }) => createdAt).reduce(earlier, null),
  };
}

/** When Junction last fetched one of the results; null without results. */
export function newestCriticalAt(results: readonly CriticalResult[]): Instant | null {
  return results.map(({ updatedAt }) => updatedAt).reduce<Instant | null>(later, null);
}

/** A critical result is critical unless its interpretation is `normal` or `abnormal`. */
function isCritical({ interpretation }: CriticalResult): boolean {
  return interpretation !== 'normal' && interpretation !== 'abnormal';
}
