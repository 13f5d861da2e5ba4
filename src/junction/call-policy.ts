import { setTimeout as sleep } from 'node:timers/promises';
import { AttemptCancelledError, CircuitBreaker, CircuitOpenError } from './circuit-breaker.js';
import { Semaphore, SemaphoreFullError } from './semaphore.js';
import { UpstreamError } from './upstream-error.js';

/** The limits of calls to Junction. */
export interface CallLimits {
  /** The largest number of concurrent calls; further calls wait in a queue. */
  readonly concurrency: number;
  /** The time limit of a whole call: queue, attempts, pauses, headers and body. */
  readonly deadlineMs: number;
  /**
   * The number of consecutive failures, of different resources or of the connection, after which Junction is considered
   * down.
   */
  readonly failuresUntilDown: number;
  /** While Junction is considered down, calls fail immediately; after this time one call probes it. */
  readonly downMs: number;
  /** Further attempts after a failure that may be temporary. */
  readonly retries: number;
  /** The pause before the first retry; each further pause is twice as long. */
  readonly firstPauseMs: number;
}

/** For calls that a person waits for. */
export const DEFAULT_LIMITS: CallLimits = {
  concurrency: 16,
  deadlineMs: 5_000,
  failuresUntilDown: 5,
  downMs: 5_000,
  retries: 2,
  firstPauseMs: 100,
};

/** For jobs: few concurrent calls, each with a long deadline. */
export const JOB_LIMITS: CallLimits = {
  concurrency: 4,
  deadlineMs: 60_000,
  failuresUntilDown: 10,
  downMs: 5_000,
  retries: 5,
  firstPauseMs: 500,
};

/** A call that would wait behind more calls than this would rarely be in time, so it fails immediately. */
const MAX_WAITING = 1_000;

/** The limits that one call may change. */
export type CallTerms = Partial<Pick<CallLimits, 'deadlineMs' | 'retries'>>;

/**
 * Creates the policy of all calls to Junction: they share the slots and the circuit breaker.
 *
 * @param onDown called with true when Junction is considered down, and with false when it has recovered.
 */
export function createCallPolicy(shared: CallLimits, onDown?: (isDown: boolean) => void) {
  // A call holds its slot during its pauses: a failing Junction receives fewer calls instead of other calls.
  const slots = new Semaphore(shared.concurrency, MAX_WAITING);
  const breaker = new CircuitBreaker({ ...shared, onDown });

  /**
   * Makes attempts until one succeeds or the limits are reached.
   *
   * @param resource the id of the requested resource: repeated failures of one resource do not count as Junction's.
   * @param caller aborts the call in every phase: in the queue, during an attempt, or in a pause.
   * @param terms limits of this call alone.
   * @throws UpstreamError, and no other error
   */
  return async function call<T>(
    resource: string,
    attempt: (signal: AbortSignal) => Promise<T>,
    caller?: AbortSignal,
    terms?: CallTerms,
  ): Promise<T> {
    const limits = { ...shared, ...terms };
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(deadlineError()), limits.deadlineMs);
    const endsAt = performance.now() + limits.deadlineMs;
    const signal = caller ? AbortSignal.any([deadline.signal, caller]) : deadline.signal;
    try {
      return await slots.run(
        () =>
          retrying(limits, endsAt, signal, () =>
            breaker.execute(resource, () =>
              attemptOnce(attempt, signal, caller, limits.deadlineMs / 2),
            ),
          ),
        signal,
      );
    } catch (error) {
      throw caller?.aborted === true
        ? new UpstreamError('UPSTREAM_UNAVAILABLE', 'the caller has gone')
        : asUpstreamError(error);
    } finally {
      clearTimeout(timer);
    }
  };
}

/**
 * Makes one attempt. An attempt that left the queue shortly before its deadline and missed it shows a long queue, not
 * an outage at Junction; the same holds for an attempt whose caller has disconnected. Both are cancellations, which do
 * not open the breaker.
 */
async function attemptOnce<T>(
  attempt: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
  caller: AbortSignal | undefined,
  minimumMs: number,
): Promise<T> {
  const startedAt = performance.now();
  try {
    return await attempt(signal);
  } catch (error) {
    const hadFairTime = performance.now() - startedAt > minimumMs && caller?.aborted !== true;
    throw signal.aborted && !hadFairTime ? new AttemptCancelledError() : error;
  }
}

/**
 * Repeats an attempt whose failure may be temporary, while the deadline leaves time for the pause before the next one.
 *
 * @throws the error of the last attempt that was made
 */
async function retrying<T>(
  limits: CallLimits,
  endsAt: number,
  signal: AbortSignal,
  attempt: () => Promise<T>,
): Promise<T> {
  let failure: UpstreamError | null = null;
  for (let retry = 0; ; retry++) {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof CircuitOpenError) throw failure ?? error;
      if (error instanceof UpstreamError) failure = error;
      const ownPauseMs = limits.firstPauseMs * 2 ** retry;
      const pauseMs = retry < limits.retries ? pauseAfter(error, ownPauseMs) : null;
      if (pauseMs === null || performance.now() + pauseMs >= endsAt) throw error;
      await sleep(pauseMs, undefined, { signal });
    }
  }
}

/**
 * Returns the pause before a retry; half of it is random, so that callers that failed together do not retry together.
 * Null: the error is not worth a retry.
 */
function pauseAfter(error: unknown, ownPauseMs: number): number | null {
  if (!(error instanceof UpstreamError) || error.code !== 'UPSTREAM_UNAVAILABLE') return null;
  return Math.max(ownPauseMs * (0.5 + Math.random() / 2), error.retryAfterMs ?? 0);
}

function asUpstreamError(error: unknown): unknown {
  if (error instanceof AttemptCancelledError) return deadlineError();
  if (error instanceof CircuitOpenError) {
    return new UpstreamError('UPSTREAM_UNAVAILABLE', 'circuit breaker open');
  }
  if (error instanceof SemaphoreFullError) {
    return new UpstreamError('UPSTREAM_UNAVAILABLE', 'too many calls are waiting');
  }
  return error;
}

function deadlineError(): UpstreamError {
  return new UpstreamError('UPSTREAM_TIMEOUT', 'deadline passed');
}
