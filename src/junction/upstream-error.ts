/** Why Junction returned no usable response, as reported to callers of the graph. */
export type UpstreamErrorCode = 'UPSTREAM_TIMEOUT' | 'UPSTREAM_UNAVAILABLE' | 'UPSTREAM_REJECTED';

const MESSAGES: Readonly<Record<UpstreamErrorCode, string>> = {
  UPSTREAM_TIMEOUT: 'Junction did not answer in time.',
  UPSTREAM_UNAVAILABLE: 'Junction cannot be reached at present.',
  UPSTREAM_REJECTED: 'Junction sent no usable response.',
};

interface UpstreamErrorDetails {
  /** The wait before the next attempt that Junction requested, in milliseconds; null where it requested none. */
  readonly retryAfterMs?: number | null;
  /** What failed: one request, or the connection that all requests share. */
  readonly scope?: 'RESOURCE' | 'CONNECTION';
  /** The HTTP status of the response; null without a response, or when its body was invalid. */
  readonly status?: number | null;
}

/**
 * A failed call to Junction.
 *
 * Its message may be shown to callers. `reason` is for the operator's log, for example `status 503` or `ECONNREFUSED`;
 * it contains no body, URL or key. There is no `cause`: the errors of HTTP and JSON libraries quote headers and bodies.
 */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';
  readonly retryAfterMs: number | null;
  readonly scope: 'RESOURCE' | 'CONNECTION';
  readonly status: number | null;

  constructor(
    readonly code: UpstreamErrorCode,
    readonly reason: string,
    { retryAfterMs = null, scope = 'RESOURCE', status = null }: UpstreamErrorDetails = {},
  ) {
    super(MESSAGES[code]);
    this.retryAfterMs = retryAfterMs;
    this.scope = scope;
    this.status = status;
  }
}
