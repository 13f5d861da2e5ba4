import {
  endOf,
  highStatusOf,
  isKnownLowStatus,
  lowStatusOf,
  type OrderEnd,
} from '../junction/statuses.js';

const PROGRESS_BY_HIGH = new Map<string | null, 'IN_PROGRESS' | OrderEnd>([
  ['received', 'IN_PROGRESS'],
  ['collecting_sample', 'IN_PROGRESS'],
  ['sample_with_lab', 'IN_PROGRESS'],
  ['completed', 'COMPLETED'],
  ['cancelled', 'CANCELLED'],
  ['failed', 'FAILED'],
]);

/**
 * Returns whether an order of this status is in progress, or else its outcome: from the low status first, then from the
 * high one. Null where neither is known.
 */
export function progressOf(status: string): 'IN_PROGRESS' | OrderEnd | null {
  const low = lowStatusOf(status);
  const end = endOf(low);
  if (end !== null) return end;
  if (isKnownLowStatus(low)) return 'IN_PROGRESS';
  return PROGRESS_BY_HIGH.get(highStatusOf(status)) ?? null;
}

interface Repeatable {
  readonly id: string;
  readonly origin: string | null;
  readonly parentId: string | null;
}

/**
 * Returns the redraws of an order. Junction does not guarantee the parent of a redraw: one without a parent repeats
 * every other order of its transaction.
 */
export function redrawsOf<Order extends Repeatable>(
  { id }: Pick<Repeatable, 'id'>,
  members: readonly Order[],
): Order[] {
  return members.filter(
    (other) =>
      other.origin === 'redraw' &&
      other.id !== id &&
      (other.parentId === null || other.parentId === id),
  );
}
