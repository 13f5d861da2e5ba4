import type { Instant } from '../instant.js';
import type { Chance } from '../chance.js';
import type { OrderEvent, OrderStatus } from '../lab/transaction.js';

const MICROSECONDS_AN_HOUR = 3_600_000_000;

/** The maximum relative deviation of a step's duration. */
export const JITTER = 0.1;

/** Assigns times and ids to the events of one transaction. */
export class Calendar {
  /** Microseconds since 1970. */
  private now: number;
  private eventId: number;

  constructor(
    private readonly chance: Chance,
    startedAt: Date,
  ) {
    this.now = startedAt.getTime() * 1000 + chance.between(0, 999);
    this.eventId = chance.between(100_000, 900_000);
  }

  /**
   * The event that follows the last one after about the given hours. With 0 hours, both events have the same
   * microsecond.
   */
  next(hours: number, status: OrderStatus): OrderEvent {
    const stretch = 1 + JITTER * (2 * this.chance.next() - 1);
    this.now += Math.round(hours * MICROSECONDS_AN_HOUR * stretch);
    // Junction numbers the events of all its customers in one sequence.
    this.eventId += this.chance.between(1, 3);
    return { id: this.eventId, createdAt: instantAt(this.now), status };
  }
}

function instantAt(microseconds: number): Instant {
  const toTheMillisecond = new Date(Math.floor(microseconds / 1000)).toISOString().slice(0, -1);
  return `${toTheMillisecond}${String(microseconds % 1000).padStart(3, '0')}Z` as Instant;
}
