import type { IncomingMessage } from 'node:http';

/**
 * The one `Authorization` of a request. Node shows only the first of several, and another hop may have read another.
 *
 * @returns undefined where there is none; null where there are different ones, which authenticate no caller.
 */
export function authorizationOf({
  headersDistinct,
}: Pick<IncomingMessage, 'headersDistinct'>): string | null | undefined {
  const [value, ...others] = new Set(headersDistinct.authorization);
  return others.length === 0 ? value : null;
}
