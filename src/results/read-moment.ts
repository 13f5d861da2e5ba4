import { parseInstant, type Instant } from '../junction/instant.js';
import { asNumber, asObject, field, type JsonObject } from '../junction/tolerant.js';
import type { SpecimenMoments } from './model.js';

/** A calendar day, and the time where Junction gave one. */
interface Moment {
  /** `2026-03-06`, in the local time of the place where Junction sent its offset. */
  readonly on: string | null;
  /** Null for a day alone: midnight would be another day elsewhere. */
  readonly at: Instant | null;
}

/** Reads the three moments of results or of a sample, which have the same keys, each as its day and its time. */
export function readMoments(object: JsonObject | null): SpecimenMoments {
  const collected = readMoment(field(object, 'date_collected'));
  const received = readMoment(field(object, 'date_received'));
  const reported = readMoment(field(object, 'date_reported'));
  return {
    collectedOn: collected.on,
    collectedAt: collected.at,
    receivedOn: received.on,
    receivedAt: received.at,
    reportedOn: reported.on,
    reportedAt: reported.at,
  };
}

const UNKNOWN: Moment = { on: null, at: null };
const DAY_LENGTH = '2026-03-06'.length;

/** Parses text, or an object with a time in UTC next to the offset of the place, as samples have it. */
export function readMoment(value: unknown): Moment {
  const object = asObject(value);
  if (object === null) return readText(value);
  const moment = readText(field(object, 'timestamp'));
  const offset = readOffset(field(object, 'timezone_offset'));
  if (moment.at === null || offset === null) return moment;
  return { ...moment, on: dayOf(new Date(Date.parse(moment.at) + offset * 1_000)) };
}

/** The day is that of the text's own offset. */
function readText(value: unknown): Moment {
  const at = parseInstant(value);
  if (typeof value !== 'string' || at === null) return UNKNOWN;
  const on = value.slice(0, DAY_LENGTH);
  return { on, at: value.length === DAY_LENGTH ? null : at };
}

const QUARTER_HOUR_S = 15 * 60;
const MAX_OFFSET_S = 14 * 60 * 60;

/**
 * Junction documents no unit for samples, and seconds elsewhere. A number that is no offset in seconds is ignored, as is
 * 0: it is also sent where the place is unknown, and the time has an offset of its own.
 */
function readOffset(value: unknown): number | null {
  const offset = asNumber(value);
  const isOffset =
    offset !== null &&
    offset % QUARTER_HOUR_S === 0 &&
    offset !== 0 &&
    Math.abs(offset) <= MAX_OFFSET_S;
  return isOffset ? offset : null;
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, DAY_LENGTH);
}
