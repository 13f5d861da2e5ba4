import { lowStatusOf } from './status.js';
import type { Findings } from './record-event.js';
import type { OrderStatus } from './transaction.js';

/** What the first sample does not yield where there is a redraw. */
export const UNUSABLE = ['hemoglobin-a1c', 'c-reactive-protein'] as const;

/** The findings of a sample, where they were requested. */
export interface Outcome {
  readonly missing?: boolean;
  /** Other results than the patient otherwise has. */
  readonly corrections?: NonNullable<Findings['corrections']>;
}

/** What the laboratory reports when an order comes to a status; null: nothing. */
export function usualFindings(
  status: OrderStatus,
  { missing = false, corrections = {} }: Outcome = {},
): Findings | null {
  switch (lowStatusOf(status)) {
    case 'partial_results':
      return { partial: true, missing: UNUSABLE, corrections };
    case 'redraw_available':
      return { missing: UNUSABLE, corrections };
    case 'completed':
    case 'corrected':
      return { missing: missing ? UNUSABLE : [], corrections };
    default:
      return null;
  }
}
