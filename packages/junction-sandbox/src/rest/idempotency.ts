import { createHash } from 'node:crypto';
import type { JsonFolder } from '../json-folder.js';
import { RejectionError } from './rejection-error.js';

export interface KeptAnswer {
  /** The digest of the original request. */
  readonly requestHash: string;
  readonly body: unknown;
}

export type KeptAnswers = JsonFolder<KeptAnswer>;

/** Runs work once for each `X-Idempotency-Key`: a repeated request receives the first response again. */
export function answerOnce(
  kept: KeptAnswers,
  key: unknown,
  request: unknown,
  work: () => unknown,
): unknown {
  if (typeof key !== 'string') return work();
  const name = hash(key);
  const requestHash = hash(JSON.stringify(request));
  const earlier = kept.get(name);
  if (!earlier) {
    const body = work();
    kept.put(name, { requestHash, body });
    return body;
  }
  if (earlier.requestHash === requestHash) return earlier.body;
  throw new RejectionError(400, 'The idempotency key was used for another request');
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
