import type { LabResults } from './model.js';

const MINUTE_MS = 60_000;

/**
 * Junction's read side can lag behind its webhooks. Results are provisional until the newest event is this old, and
 * fetched again at each of these ages.
 */
const REFETCH_AGES_MS = [1, 10, 60].map((minutes) => minutes * MINUTE_MS);
/** A refetch at exactly this age counts for it: times are rounded, and clocks are read twice. */
const ROUNDING_MS = 1_000;

export interface Schedule {
  /** The time from the start of the call to the next one; null: no further call is planned. */
  readonly refetchInMs: number | null;
  /** Whether no further call is needed until the next event. */
  readonly isFinal: boolean;
}

/**
 * Plans the next fetch of finished results.
 *
 * @param ageMs the age of the newest event when the call began.
 */
export function scheduleAfter(results: LabResults | null, ageMs: number): Schedule {
  const next = REFETCH_AGES_MS.find((age) => age > ageMs + ROUNDING_MS);
  if (next !== undefined) return { refetchInMs: next - ageMs, isFinal: false };
  // Junction can extend results that it calls partial, whatever the status of the order.
  const isPartial = results?.rawStatus === 'partial';
  return { refetchInMs: null, isFinal: !isEmpty(results) && !isPartial };
}

/** Whether a response contains no result and no missing result. */
export function isEmpty(results: LabResults | null): boolean {
  if (results === null) return true;
  const { biomarkers, unreadableBiomarkers, missingBiomarkers } = results;
  return biomarkers.length + unreadableBiomarkers + missingBiomarkers.length === 0;
}
