/**
 * A point in time in UTC with microseconds, always in the form `2026-03-06T10:02:17.303830Z`.
 *
 * Junction's times decide which of two reports is newer, and they differ by microseconds, which a JavaScript `Date`
 * truncates. The fixed width makes the text sort like the time, and Postgres parses it.
 */
export type Instant = string & { readonly __brand: 'Instant' };

const PATTERN =
  /^(\d{4}-\d\d-(\d\d))(?:[T ](\d\d:\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;

/**
 * Parses a time as Junction writes it: ISO 8601 with up to nine decimals (truncated to six) and any offset; without a
 * zone it is UTC, without a time midnight.
 *
 * @returns null for anything that is not a real time between the years 1 and 9999 (e.g. 31 February).
 */
export function parseInstant(value: unknown): Instant | null {
  const match = typeof value === 'string' ? PATTERN.exec(value) : null;
  if (!match) return null;
  const [, date, day, minute = '00:00', second = '00', fraction = '', zone] = match;
  const local = `${date}T${minute}:${second}.000Z`;
  const localTime = Date.parse(local);
  // Date.parse reads 31 February as 3 March, and 24:00 as the next day. Of an invalid time the day is NaN.
  if (new Date(localTime).getUTCDate() !== Number(day)) return null;
  const offset = offsetMinutes(zone);
  const utc = offset === 0 ? local : new Date(localTime - offset * 60_000).toISOString();
  if (utc.startsWith('0000') || /^[+-]/.test(utc)) return null;
  return `${utc.slice(0, 19)}.${fraction.slice(0, 6).padEnd(6, '0')}Z` as Instant;
}

/** Junction uses `+00:00`. */
const UTC_ZONES: ReadonlySet<string> = new Set(['+00:00', 'Z', 'z']);

function offsetMinutes(zone: string | undefined): number {
  if (!zone || UTC_ZONES.has(zone)) return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  const digits = zone.slice(1).replace(':', '');
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2, 4) || '0'));
}

/**
 * The instant of a `Date`.
 *
 * @throws RangeError for a date outside the years 0 to 9999, which does not sort as text
 */
export function instantOf(date: Date): Instant {
  const text = date.toISOString();
  if (/^[+-]/.test(text)) throw new RangeError('The date must be between the years 0 and 9999.');
  return text.replace('Z', '000Z') as Instant;
}

/** The second of an instant, as sortable text. */
export function wholeSecond(instant: Instant): string {
  return instant.slice(0, 19);
}

/** The later of two instants, either of which may be unknown. */
export function later(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}

/** The earlier of two instants, either of which may be unknown. */
export function earlier(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

const UTC = '+00';
const TO_THE_SECOND = '2026-03-06 10:02:17'.length;

/**
 * Converts a time as Postgres writes it, or an instant, to an instant. Sessions in UTC write `2026-03-06
 * 10:02:17.30383+00`: without the zeros at the end, and without the point when all decimals are zero.
 */
export function toInstant(text: string): Instant {
  if (text.endsWith('Z')) return text as Instant;
  if (!text.endsWith(UTC)) return parseInstant(text) ?? (text as Instant);
  const date = text.slice(0, 10);
  const time = text.slice(11, TO_THE_SECOND);
  const fraction = text.slice(TO_THE_SECOND + 1, -UTC.length);
  return `${date}T${time}.${fraction.padEnd(6, '0')}Z` as Instant;
}
