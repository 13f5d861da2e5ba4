import { types, type CustomTypesConfig } from 'pg';
import { parseInstant, type Instant } from '../junction/instant.js';

const { builtins } = types;

/**
 * How columns are read: times as `Instant`, which keeps the microseconds that a `Date` cuts, and calendar days as the
 * text they are. All else as node-postgres does by itself.
 */
export const columnTypes: CustomTypesConfig = {
  getTypeParser(type, format): unknown {
    if (format === 'binary') return types.getTypeParser(type, format);
    if (type === builtins.TIMESTAMPTZ) return readInstant;
    if (type === builtins.DATE) return readText;
    return types.getTypeParser(type, format);
  },
};

const UTC = '+00';
const TO_THE_SECOND = '2026-03-06 10:02:17'.length;

/**
 * Reads `2026-03-06 10:02:17.30383+00`, as sessions in UTC write it: without the zeros at the end, and without the
 * point when all are zero. Other sessions' times take longer.
 */
function readInstant(text: string): Instant | null {
  if (!text.endsWith(UTC)) return parseInstant(text);
  const date = text.slice(0, 10);
  const time = text.slice(11, TO_THE_SECOND);
  const fraction = text.slice(TO_THE_SECOND + 1, -UTC.length);
  return `${date}T${time}.${fraction.padEnd(6, '0')}Z` as Instant;
}

function readText(text: string): string {
  return text;
}
