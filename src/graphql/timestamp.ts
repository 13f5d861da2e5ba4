import { parseInstant, type Instant } from '../junction/instant.js';

/**
 * A `DateTime` as the caller sent it. The scalar does not check the value: it knows neither the name nor the path of the
 * argument, which the error must contain. `timestampArgument` checks it.
 */
export interface TimestampInput {
  readonly value: unknown;
}

const RFC_3339 =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:(\.\d{1,9})\d*)?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;

/**
 * Parses a caller's time. A time without an offset is rejected: the local time of a phone would be read as UTC.
 *
 * @returns null for a value that is not an RFC 3339 timestamp.
 */
export function parseTimestamp(value: unknown): Instant | null {
  const match = typeof value === 'string' ? RFC_3339.exec(value) : null;
  if (!match) return null;
  const [, second, fraction = '', offset] = match;
  return parseInstant(`${second}${fraction}${offset}`);
}
