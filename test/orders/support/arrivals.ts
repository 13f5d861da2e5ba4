import fc from 'fast-check';
import type { OrderReport } from '../../../src/orders/facts.js';

export interface Arrivals {
  /** The reports of a history, oldest first. */
  readonly reports: readonly OrderReport[];
  /** The same reports in another order, some of them twice. */
  readonly arrived: readonly OrderReport[];
}

/** Histories whose reports arrive in any order, and some of them twice. */
export function arrivalsOf<Body>(
  histories: fc.Arbitrary<Body[]>,
  reportOf: (body: Body, index: number) => OrderReport,
): fc.Arbitrary<Arrivals> {
  return histories.chain((history) => {
    const reports = history.map(reportOf);
    return fc
      .tuple(fc.shuffledSubarray(reports, { minLength: reports.length }), fc.subarray(reports))
      .map(([shuffled, again]) => ({ reports, arrived: [...shuffled, ...again] }));
  });
}
