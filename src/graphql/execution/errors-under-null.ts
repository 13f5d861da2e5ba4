import type { GraphQLFormattedError } from 'graphql';

/**
 * Removes errors of fields that the response does not contain, because another error made an object around them null: of
 * the errors at or below one null, only the first remains, which is the reason for the null. The specification allows
 * either; executors differ in how many of them they report.
 */
export function withoutErrorsUnderNull(
  data: unknown,
  errors: readonly GraphQLFormattedError[],
): GraphQLFormattedError[] {
  const seen = new Set<string>();
  return errors.filter(({ path }) => {
    const position = path && nullPositionOf(data, path);
    if (position === undefined) return true;
    const isFirst = !seen.has(position);
    seen.add(position);
    return isFirst;
  });
}

/** Returns the position of the null at or above the end of a path. */
function nullPositionOf(data: unknown, path: readonly (string | number)[]): string | undefined {
  let value: unknown = data;
  for (let depth = 0; depth <= path.length; depth++) {
    if (value === null) return JSON.stringify(path.slice(0, depth));
    const key = path[depth];
    if (key === undefined || typeof value !== 'object') return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return undefined;
}
