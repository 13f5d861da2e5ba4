import type { Instant } from '../junction/instant.js';
import { parseInstant } from '../junction/instant.js';

/** A span of update times; without an end it lasts. */
export interface Window {
  readonly from: Instant;
  readonly until: Instant | null;
}

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** The instant so many milliseconds later; its microseconds are cut. */
export function shifted(instant: Instant, milliseconds: number): Instant {
  return instantOf(new Date(Date.parse(instant) + milliseconds));
}

/** @throws RangeError for a date beyond the year 9999. */
export function instantOf(date: Date): Instant {
  const instant = parseInstant(date.toISOString());
  if (instant === null) throw new RangeError('The date lies beyond what can be stored.');
  return instant;
}
