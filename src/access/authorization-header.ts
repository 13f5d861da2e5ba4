import type { IncomingMessage } from 'node:http';

/**
 * The `Authorization` header of a request. Node returns only the first of several; another hop may have read another
 * one.
 *
 * @returns undefined without a header; null where several differ, which authenticate no caller.
 */
export function authorizationOf({
  headersDistinct,
}: Pick<IncomingMessage, 'headersDistinct'>): string | null | undefined {
  const [value, ...others] = new Set(headersDistinct.authorization);
  return others.length === 0 ? value : null;
}
