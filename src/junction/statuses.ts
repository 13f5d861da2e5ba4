/**
 * Junction's low-level order statuses with their lifecycle rank.
 *
 * A rank only breaks ties between two reports of the same second; it is not a clock, because statuses repeat and go
 * back. Source: the OpenAPI enum OrderLowLevelStatus and Junction's state machines.
 */
const LIFECYCLE_RANK: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ordered: 0,
    awaiting_registration: 1,
    registered: 2,
    testkit_registered: 2,
    requisition_created: 3,
    requisition_bypassed: 3,
    appointment_pending: 4,
    appointment_scheduled: 5,
    appointment_cancelled: 6,
    transit_customer: 7,
    problem_in_transit_customer: 8,
    out_for_delivery: 9,
    with_customer: 10,
    draw_completed: 11,
    transit_lab: 12,
    problem_in_transit_lab: 13,
    delivered_to_lab: 14,
    lab_processing_blocked: 15,
    partial_results: 16,
    sample_error: 17,
    lost: 17,
    failure_to_deliver_to_customer: 17,
    failure_to_deliver_to_lab: 17,
    redraw_available: 18,
    completed: 19,
    corrected: 20,
    do_not_process: 21,
    cancelled: 22,
  }),
);
const UNKNOWN_RANK = 15.5;

/** The position of a low-level status in an order's life; an unknown word is before partial results. */
export function lifecycleRank(lowStatus: string): number {
  return LIFECYCLE_RANK.get(lowStatus) ?? UNKNOWN_RANK;
}

/** The last word of `collecting_sample.walk_in_test.redraw_available`: the low-level status. */
export function lowStatusOf(status: string): string {
  return status.slice(status.lastIndexOf('.') + 1);
}

/** The first word of `collecting_sample.walk_in_test.redraw_available`: the phase; null for a single word. */
export function highStatusOf(status: string): string | null {
  const dot = status.indexOf('.');
  return dot < 0 ? null : status.slice(0, dot);
}

/** Whether a low-level status is one of Junction's documented words. */
export function isKnownLowStatus(lowStatus: string): boolean {
  return LIFECYCLE_RANK.has(lowStatus);
}

/** The statuses that the graph shows by their own name. Junction's documentation alone has `testkit_registered`. */
export const SHOWN_STATUSES: readonly string[] = [...LIFECYCLE_RANK.keys()].filter(
  (word) => word !== 'testkit_registered',
);
const SHOWN = new Set(SHOWN_STATUSES);

/** The low-level status as lists are filtered by it: `unknown` for a status that the graph shows as such. */
export function listedStatusOf(status: string | null): string {
  const low = status === null ? '' : lowStatusOf(status);
  return SHOWN.has(low) ? low : 'unknown';
}

const WITH_RESULTS = new Set(['partial_results', 'redraw_available', 'completed', 'corrected']);

/** Whether an order of this status has results, according to Junction's webhooks. */
export function comesWithResults(status: string): boolean {
  return WITH_RESULTS.has(lowStatusOf(status));
}

/** How an order can end. */
export type OrderEnd = 'COMPLETED' | 'CANCELLED' | 'FAILED';

const ENDS: ReadonlyMap<string, OrderEnd> = new Map([
  ['completed', 'COMPLETED'],
  ['corrected', 'COMPLETED'],
  ['cancelled', 'CANCELLED'],
  ['do_not_process', 'CANCELLED'],
  ['sample_error', 'FAILED'],
  ['lost', 'FAILED'],
  ['failure_to_deliver_to_customer', 'FAILED'],
  ['failure_to_deliver_to_lab', 'FAILED'],
]);

/** Returns how an order with this low-level status has ended, whatever the collection method; null where it has not. */
export function endOf(lowStatus: string): OrderEnd | null {
  return ENDS.get(lowStatus) ?? null;
}

/** The low-level statuses of orders whose sample has not been collected. */
export const STATUSES_BEFORE_DRAW = [...LIFECYCLE_RANK.keys()].filter(isBeforeDraw);

/** Whether the sample of an order with this status has not been collected. */
export function isBeforeDraw(status: string): boolean {
  return lifecycleRank(lowStatusOf(status)) <= lifecycleRank('appointment_cancelled');
}

/** Whether an order of this status is cancelled: by the low status, and by the high one where the low one is unknown. */
export function isCancelledStatus(status: string): boolean {
  const low = lowStatusOf(status);
  return isKnownLowStatus(low) ? endOf(low) === 'CANCELLED' : highStatusOf(status) === 'cancelled';
}

/** Junction's words for a transaction's status, in the order in which they follow each other. */
export const TRANSACTION_STATUSES = ['active', 'completed', 'cancelled'] as const;
