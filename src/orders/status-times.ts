import { later, type Instant } from '../junction/instant.js';
import { lowStatusOf } from '../junction/statuses.js';
import type { EventReport } from './facts.js';

/**
 * The newest time at which the history of an order has each low-level status: what the rules need of a history of any
 * length. A join, as the parts of the record are.
 */
export type StatusTimes = Readonly<Record<string, Instant>>;

export function statusTimesOf(events: Iterable<EventReport>): StatusTimes {
  return joinStatusTimes({}, events);
}

/** The times after further events. The same object when nothing is new. */
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

/** When the history last has the low-level status; null when it never has. */
export function newestTimeOf(times: StatusTimes, lowStatus: string): Instant | null {
  return Object.hasOwn(times, lowStatus) ? (times[lowStatus] ?? null) : null;
}
