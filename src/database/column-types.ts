import { types, type CustomTypesConfig } from 'pg';
import { toInstant } from '../junction/instant.js';

const { builtins } = types;

/**
 * How columns are parsed: times as `Instant`, because a `Date` truncates microseconds, and calendar days as text. All
 * other types are parsed by node-postgres.
 */
export const columnTypes: CustomTypesConfig = {
  getTypeParser(type, format): unknown {
    if (format === 'binary') return types.getTypeParser(type, format);
    if (type === builtins.TIMESTAMPTZ) return toInstant;
    if (type === builtins.DATE) return readText;
    return types.getTypeParser(type, format);
  },
};

function readText(text: string): string {
  return text;
}
