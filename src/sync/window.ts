import { instantOf, type Instant } from '../junction/instant.js';

/** A span of update times; null as its end: unlimited. */
export interface Window {
  readonly from: Instant;
  readonly until: Instant | null;
}

const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Returns the instant this many milliseconds later, truncated to milliseconds. */
export function shifted(instant: Instant, milliseconds: number): Instant {
  return instantOf(new Date(Date.parse(instant) + milliseconds));
}
