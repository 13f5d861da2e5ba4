import { later, type Instant } from '../junction/instant.js';
import { lowStatusOf } from '../junction/statuses.js';
import type { EventReport } from './facts.js';

/**
 * The newest time of each low-level status in the history of an order, as the rules need it for histories of any
 * length. It is a join, like the other parts of the record.
 */
export type StatusTimes = Readonly<Record<string, Instant>>;

export function statusTimesOf(events: Iterable<EventReport>): StatusTimes {
  return joinStatusTimes({}, events);
}

/** Joins further events. Returns the same object when nothing is new. */
export function joinStatusTimes(times: StatusTimes, events: Iterable<EventReport>): StatusTimes {
  const joined = new Map(Object.entries(times));
  let grown = false;
  for (const { status, createdAt } of events) {
    const lowStatus = lowStatusOf(status);
    const known = joined.get(lowStatus) ?? null;
    if (later(known, createdAt) === known) continue;
    joined.set(lowStatus, createdAt);
    grown = true;
  }
  return grown ? Object.fromEntries(joined) : times;
}

/** Returns when the history last had the low-level status; null when it never had. */
export function newestTimeOf(times: StatusTimes, lowStatus: string): Instant | null {
  return Object.hasOwn(times, lowStatus) ? (times[lowStatus] ?? null) : null;
}
