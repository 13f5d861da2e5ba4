import { createHash } from 'node:crypto';
import type { JsonFolder } from '../json-folder.js';
import { RejectionError } from './rejection-error.js';

export interface StoredResponse {
  /** The digest of the original request. */
  readonly requestHash: string;
  readonly body: unknown;
}

export type StoredResponses = JsonFolder<StoredResponse>;

/** Runs work once for each `X-Idempotency-Key`: a repeated request receives the first response again. */
export function answerOnce(
  stored: StoredResponses,
  key: unknown,
  request: unknown,
  work: () => unknown,
): unknown {
  if (typeof key !== 'string') return work();
  const name = hash(key);
  const requestHash = hash(JSON.stringify(request));
  const earlier = stored.get(name);
  if (!earlier) {
    const body = work();
    stored.put(name, { requestHash, body });
    return body;
  }
  if (earlier.requestHash === requestHash) return earlier.body;
  throw new RejectionError(400, 'The idempotency key was used for another request');
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
