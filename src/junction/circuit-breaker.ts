import { UpstreamError } from './upstream-error.js';

export interface CircuitBreakerOptions {
  /** Failures in a row that open the breaker. */
  readonly failuresUntilDown: number;
  /** How long the breaker stays open before a probe. */
  readonly downMs: number;
  /** Called when the breaker opens and when it closes. */
  readonly onDown?: ((isDown: boolean) => void) | undefined;
}

/** Older failures do not count. */
const FAILURE_WINDOW_MS = 60_000;

/** The breaker is open: the call was not made. */
export class CircuitOpenError extends Error {}

/** An attempt that the service aborted; it is not evidence of Junction's state. */
export class AttemptCancelledError extends Error {}

/**
 * Measures Junction, not one of its resources: repeated failures of one resource count once, until a success.
 *
 * Own code instead of a library's breaker: libraries count failures without regard to the resource, queue callers
 * during a probe, and measure the pause by the wall clock, which can be set back.
 */
export class CircuitBreaker {
  /** The time of each resource's failure since the last success. Each failure to connect has a key of its own. */
  private readonly failures = new Map<string, number>();
  private openedAt: number | null = null;
  private isProbing = false;
  /** The resource of a failed probe, while another resource may still be probed in the same round. */
  private failedProbe: string | null = null;
  private connectionFailures = 0;

  constructor(private readonly options: CircuitBreakerOptions) {}

  /**
   * Makes an attempt for a resource.
   *
   * @throws CircuitOpenError immediately while the breaker is open, including during a probe; otherwise what the
   * attempt throws.
   */
  async execute<T>(resource: string, attempt: () => Promise<T>): Promise<T> {
    const isProbe = this.openedAt !== null;
    if (isProbe) this.beginProbe(resource);
    try {
      const result = await attempt();
      this.recordSuccess(isProbe);
      return result;
    } catch (error) {
      if (isOutage(error)) this.recordFailure(resource, error, isProbe);
      else if (!(error instanceof AttemptCancelledError)) this.recordSuccess(isProbe);
      throw error;
    } finally {
      if (isProbe) this.isProbing = false;
    }
  }

  private beginProbe(resource: string): void {
    const isDue = performance.now() - (this.openedAt ?? 0) >= this.options.downMs;
    const isSecondOpinion = this.failedProbe !== null && this.failedProbe !== resource;
    if (this.isProbing || !(isDue || isSecondOpinion)) throw new CircuitOpenError();
    this.isProbing = true;
  }

  private recordSuccess(isProbe: boolean): void {
    // An attempt that began before the breaker opened does not close it; only a probe does.
    if (this.openedAt !== null && !isProbe) return;
    this.failures.clear();
    if (isProbe) this.close();
  }

  private recordFailure(resource: string, error: UpstreamError, isProbe: boolean): void {
    if (isProbe) {
      const mayBeResource = error.scope === 'RESOURCE' && this.failedProbe === null;
      this.openedAt = performance.now();
      this.failedProbe = mayBeResource ? resource : null;
    } else if (this.openedAt === null) {
      const now = performance.now();
      this.failures.set(this.keyOf(resource, error), now);
      for (const [key, at] of this.failures) {
        if (now - at > FAILURE_WINDOW_MS) this.failures.delete(key);
      }
      if (this.failures.size >= this.options.failuresUntilDown) this.open(now);
    }
  }

  private keyOf(resource: string, { scope }: UpstreamError): string {
    return scope === 'CONNECTION' ? `connection ${this.connectionFailures++}` : resource;
  }

  private open(now: number): void {
    this.openedAt = now;
    this.failures.clear();
    this.options.onDown?.(true);
  }

  private close(): void {
    this.openedAt = null;
    this.failedProbe = null;
    this.options.onDown?.(false);
  }
}

/** A timeout, a failed connection, 408, 429 and 5xx. A rejection is a response, and 404 is not an error. */
function isOutage(error: unknown): error is UpstreamError {
  return error instanceof UpstreamError && error.code !== 'UPSTREAM_REJECTED';
}
