import { Chance } from '../chance.js';
import { applyEvent } from '../lab/apply-event.js';
import type { Step } from '../lab/step.js';
import type { OrderEvent, Transaction } from '../lab/transaction.js';
import { uuidFor } from '../names.js';
import { Calendar, JITTER } from './calendar.js';
import { journeyOf, type JourneyName } from './index.js';
import type { Journey } from './journey.js';

/** The patient and the start of a journey. */
export interface RunInput {
  /** The seed of ids and times. */
  readonly seed: number;
  readonly clientUserId: string;
  /** The time of the first order. By default, it is so early that the whole journey is in the past. */
  readonly startedAt?: Date;
}

/** A fraction of a second, in hours. */
const AT_ONCE = 0.0001;

/** The steps of a journey. The same input gives the same steps. */
export function playThrough(name: JourneyName, input: RunInput): Step[] {
  const journey = journeyOf(name, input.seed);
  const startedAt = input.startedAt ?? new Date(Date.now() - longestMilliseconds(journey));
  const calendar = new Calendar(new Chance(input.seed), startedAt);
  let transaction: Transaction = {
    id: uuidFor(name, String(input.seed)),
    journey: name,
    seed: input.seed,
    method: journey.method,
    clientUserId: input.clientUserId,
    orders: [],
  };

  return journey.steps.map((step) => {
    const next = calendar.next(step.hours, step.becomes);
    const event: OrderEvent = step.detail ? { ...next, detail: step.detail } : next;
    const moved = applyEvent(transaction, step.order, event, step);
    transaction = moved.transaction;
    if (!step.opens) return moved;

    const opening = calendar.next(AT_ONCE, `received.${journey.method}.ordered`);
    const opened = applyEvent(transaction, step.opens, opening);
    transaction = opened.transaction;
    return { transaction, announced: [...moved.announced, ...opened.announced] };
  });
}

function longestMilliseconds(journey: Journey): number {
  const hours = journey.steps.reduce((total, step) => total + step.hours, 0);
  return Math.ceil(hours * (1 + JITTER) * 3_600_000) + 1000;
}
