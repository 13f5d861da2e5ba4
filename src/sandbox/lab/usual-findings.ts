import { lowStatusOf } from '../../junction/statuses.js';
import type { Findings } from './record-event.js';
import type { OrderStatus } from './transaction.js';

/** What the first sample does not yield where there is a redraw. */
export const UNUSABLE = ['hemoglobin-a1c', 'c-reactive-protein'] as const;

/** What the laboratory reports when an order comes to a status; null: nothing. */
export function usualFindings(status: OrderStatus, missing = false): Findings | null {
  switch (lowStatusOf(status)) {
    case 'partial_results':
      return { partial: true, missing: UNUSABLE };
    case 'redraw_available':
      return { missing: UNUSABLE };
    case 'completed':
    case 'corrected':
      return missing ? { missing: UNUSABLE } : {};
    default:
      return null;
  }
}
