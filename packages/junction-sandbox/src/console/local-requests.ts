import type { FastifyRequest } from 'fastify';
import { RejectionError } from '../rest/rejection-error.js';

const LOCAL_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Accepts only requests of pages and programs of this machine. A foreign page can send a form to this port, or, after
 * DNS rebinding, call it from a script. The form has a foreign `Origin` or no JSON body; the script has a foreign
 * `Host`.
 *
 * @throws RejectionError 403 or 415
 */
export function requireLocalRequest({ method, headers }: FastifyRequest): void {
  if (!isLocal(`http://${headers.host ?? ''}`)) {
    throw new RejectionError(403, 'The Host of this request is not this machine');
  }
  if (headers.origin !== undefined && !isLocal(headers.origin)) {
    throw new RejectionError(403, 'The Origin of this request is not this machine');
  }
  const hasJson = /^application\/json\b/i.test(headers['content-type'] ?? '');
  if ((method === 'POST' || method === 'PUT') && !hasJson) {
    throw new RejectionError(415, 'The body must be JSON: send content-type: application/json');
  }
}

function isLocal(url: string): boolean {
  return URL.canParse(url) && LOCAL_NAMES.has(new URL(url).hostname);
}
