import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLError } from 'graphql';
import { CallerGoneError } from '../http/caller-signal.js';
import type { RequestContext } from './context.js';
import { publicError, type ErrorCode } from './errors.js';

/**
 * Logs the causes of errors that callers do not receive, each once. Neither the query nor its variables are logged.
 */
export function logCauses(errors: readonly GraphQLError[], log: RequestContext['log']): void {
  const seen = new Set<unknown>();
  for (const error of errors) {
    const cause = unwrapResolverError(error);
    if (seen.has(cause)) continue;
    seen.add(cause);
    // Nothing failed: the rest of the operation was not begun.
    if (cause instanceof CallerGoneError) continue;
    const { code } = publicError(error);
    const path = error.path?.join('.');
    if (code === 'INTERNAL_SERVER_ERROR') log.error({ err: cause, code, path }, 'a field failed');
    else if (isServerError(code)) log.warn({ err: cause, code, path }, 'a field failed');
  }
}

function isServerError(code: ErrorCode): boolean {
  return code === 'SERVICE_UNAVAILABLE' || code.startsWith('UPSTREAM_');
}
