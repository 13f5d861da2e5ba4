import type { ExecutionResult } from 'graphql';
import type { RequestContext } from '../context.js';
import { graphError } from '../errors.js';
import { ADVICE } from './operation-limits.js';

/** The size of a response as JSON. */
const MAX_RESPONSE_BYTES = 10 * 1024 * 1024;

export const RESPONSE_TOO_LARGE = graphError(
  'LIMIT_EXCEEDED',
  `The response is larger than ${MAX_RESPONSE_BYTES} bytes. ${ADVICE}`,
);

/** Returns the response to an operation, or one error instead when it is larger than allowed. */
export function withinResponseLimits(
  result: ExecutionResult,
  { listBudget }: Pick<RequestContext, 'listBudget'>,
): ExecutionResult {
  if (listBudget.isExceeded) return { data: null, errors: [listBudget.error()] };
  return isTooLarge(JSON.stringify(result)) ? { data: null, errors: [RESPONSE_TOO_LARGE] } : result;
}

export function isTooLarge(json: string): boolean {
  return json.length > MAX_RESPONSE_BYTES || Buffer.byteLength(json) > MAX_RESPONSE_BYTES;
}
