/** Why Junction gave no answer, as told to the callers of the graph. */
export type UpstreamErrorCode = 'UPSTREAM_TIMEOUT' | 'UPSTREAM_UNAVAILABLE' | 'UPSTREAM_REJECTED';

const MESSAGES: Readonly<Record<UpstreamErrorCode, string>> = {
  UPSTREAM_TIMEOUT: 'Junction did not answer in time.',
  UPSTREAM_UNAVAILABLE: 'Junction cannot be reached at present.',
  UPSTREAM_REJECTED: 'Junction gave no usable answer.',
};

/**
 * A call of Junction that failed.
 *
 * Its message is fit for strangers. `reason` is for the operator's log, e.g. `status 503` or `ECONNREFUSED`; it holds
 * no body, URL or key. There is no `cause`: the errors of HTTP and JSON libraries quote headers and bodies.
 */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';

  constructor(
    readonly code: UpstreamErrorCode,
    readonly reason: string,
    /** How long Junction asked to wait before the next attempt, in milliseconds; null when it did not. */
    readonly retryAfterMs: number | null = null,
  ) {
    super(MESSAGES[code]);
  }
}
