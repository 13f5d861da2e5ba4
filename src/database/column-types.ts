import { types, type CustomTypesConfig } from 'pg';
import type { Instant } from '../junction/instant.js';

const { builtins } = types;

/**
 * How columns are read: times as `Instant`, which keeps the microseconds that a `Date` cuts, and calendar days as the
 * text they are. All else as node-postgres does by itself.
 */
export const columnTypes: CustomTypesConfig = {
  getTypeParser(type, format) {
    if (format === 'binary') return types.getTypeParser(type, format);
    if (type === builtins.TIMESTAMPTZ) return readInstant;
    if (type === builtins.DATE) return readText;
    return types.getTypeParser(type, format);
  },
};

const SECONDS = '2026-03-06 10:02:17'.length;

/**
 * Reads `2026-03-06 10:02:17.30383+00`, as a session in UTC with the date style ISO writes it: without the zeros at the
 * end, and without the point when all are zero.
 */
export function readInstant(text: string): Instant {
  const fraction = text.slice(SECONDS + 1, text.indexOf('+', SECONDS));
  const date = text.slice(0, 10);
  const time = text.slice(11, SECONDS);
  return `${date}T${time}.${fraction.padEnd(6, '0')}Z` as Instant;
}

function readText(text: string): string {
  return text;
}
