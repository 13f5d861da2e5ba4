import { lowStatusOf } from './status.js';
import type { Findings } from './record-event.js';
import type { OrderStatus } from './transaction.js';

/** The markers that the first sample does not yield in journeys with a redraw. */
export const UNUSABLE = ['hemoglobin-a1c', 'c-reactive-protein'] as const;

/** The findings of a sample for the requested markers. */
export interface Outcome {
  readonly missing?: boolean;
  /** Results that replace the usual results of the patient. */
  readonly corrections?: NonNullable<Findings['corrections']>;
}

/** The findings that the laboratory reports at a status of an order; null for none. */
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
