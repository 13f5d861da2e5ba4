import type { FastifyRequest } from 'fastify';
import type { Authenticator } from '../access/authenticator.js';
import { isLocalRequest } from '../http/local-request.js';

/** The status of a rejected request with its reason; null: the request may continue. */
export type AccessProblem = { readonly status: 401 | 403 | 415; readonly error: string } | null;

export interface OperatorAccess {
  readonly authenticator: Pick<Authenticator, 'isAdmitted' | 'requiresRouter'>;
  readonly production: boolean;
}

/** In production the operator's endpoints exist only behind the router's secret. */
export function hasOperatorEndpoints({ authenticator, production }: OperatorAccess): boolean {
  return authenticator.requiresRouter || !production;
}

/** Checks the secret; in development it also rejects requests from pages of other sites. */
export function checkOperatorAccess(
  { authenticator, production }: OperatorAccess,
  request: Pick<FastifyRequest, 'headers' | 'method'>,
): AccessProblem {
  const { headers, method } = request;
  if (!production && !isLocalRequest(request)) {
    return { status: 403, error: 'The Host or Origin of this request is not this machine.' };
  }
  if (!authenticator.isAdmitted(headers['router-authorization'])) {
    return { status: 401, error: 'Router-Authorization must be the router’s secret.' };
  }
  if (method === 'POST' && !/^application\/json\b/i.test(headers['content-type'] ?? '')) {
    return { status: 415, error: 'The body must be JSON, for example {}.' };
  }
  return null;
}
