import { z } from 'zod';

/**
 * A time in UTC with microseconds, always in the format `2026-03-06T10:02:17.303830Z`, so it sorts as text. Junction
 * sends microseconds, which a JavaScript `Date` would truncate.
 */
export type Instant = string & { readonly __brand: 'Instant' };

const Iso8601 = z.union([z.iso.date(), z.iso.datetime({ offset: true, local: true })]);
const HAS_OFFSET = /^[^T]*$|(Z|[+-]\d\d:\d\d)$/;
const MICROSECONDS = /\.\d{3}(\d{0,3})/;

/**
 * Parses an ISO 8601 date or time. Without an offset, it is UTC.
 *
 * @returns null for any other text.
 */
export function parseInstant(text: string): Instant | null {
  if (!Iso8601.safeParse(text).success) return null;
  const time = new Date(HAS_OFFSET.test(text) ? text : `${text}Z`);
  const [, microseconds = ''] = MICROSECONDS.exec(text) ?? [];
  return time.toISOString().replace('Z', `${microseconds.padEnd(3, '0')}Z`) as Instant;
}

/** The time of a `Date`. */
export function instantOf(date: Date): Instant {
  return date.toISOString().replace('Z', '000Z') as Instant;
}
