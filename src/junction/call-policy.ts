import { setTimeout as sleep } from 'node:timers/promises';
import { AttemptCancelledError, CircuitBreaker, CircuitOpenError } from './circuit-breaker.js';
import { Semaphore, SemaphoreFullError } from './semaphore.js';
import { UpstreamError } from './upstream-error.js';

/** How much of Junction and of a caller's patience the calls may use. */
export interface CallLimits {
  /** Calls in progress at once; further ones wait for their turn. */
  readonly concurrency: number;
  /** For all of a call: waiting for its turn, every attempt, the pauses between them, headers and body. */
  readonly deadlineMs: number;
  /** So many failures in a row, of different resources or of the connection, and Junction counts as down. */
  readonly failuresUntilDown: number;
  /** While Junction counts as down, calls fail at once; after this time one of them is let through to probe. */
  readonly downMs: number;
  /** Further attempts after a failure that may be temporary. */
  readonly retries: number;
  /** Before the first of them; each further pause is twice as long. */
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

/** For jobs: few calls at once, and patience with each. */
export const JOB_LIMITS: CallLimits = {
  concurrency: 4,
  deadlineMs: 60_000,
  failuresUntilDown: 10,
  downMs: 5_000,
  retries: 5,
  firstPauseMs: 500,
};

/** Beyond so many, failing at once is better than waiting for a turn that will hardly come in time. */
const MAX_WAITING = 1_000;

/** What one call may change of the limits. */
export type CallTerms = Partial<Pick<CallLimits, 'deadlineMs' | 'retries'>>;

/**
 * Makes attempts until one succeeds or the limits are reached.
 *
 * @param resource the id of what is requested: repeated failures of one resource do not count as Junction's.
 * @param caller aborts the call, wherever it is: in the queue, during an attempt, or in a pause.
 * @param terms limits of this call alone.
 * @throws UpstreamError, and nothing else
 */
export type CallPolicy = <T>(
  resource: string,
  attempt: (signal: AbortSignal) => Promise<T>,
  caller?: AbortSignal,
  terms?: CallTerms,
) => Promise<T>;

/**
 * One policy for all calls of Junction: they share the slots and the knowledge that Junction is down.
 *
 * @param onDown called with true when Junction starts to count as down, and with false when it stops.
 */
export function createCallPolicy(
  shared: CallLimits,
  onDown?: (isDown: boolean) => void,
): CallPolicy {
  // A call holds its slot during its pauses: a struggling Junction gets fewer calls, not other calls instead.
  const slots = new Semaphore(shared.concurrency, MAX_WAITING);
  const breaker = new CircuitBreaker({ ...shared, onDown });

  return async function call(resource, attempt, caller, terms) {
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
      throw caller?.aborted === true ? abandonedError() : asUpstreamError(error);
    } finally {
      clearTimeout(timer);
    }
  };
}

/**
 * Makes one attempt. An attempt that got its turn shortly before its deadline and missed it is a sign of our queue, not
 * of an outage at Junction, and neither is one whose caller has gone: as a cancellation it does not open the breaker.
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

/** Repeats an attempt whose failure may be temporary, while the deadline leaves time for the pause before it. */
async function retrying<T>(
  limits: CallLimits,
  endsAt: number,
  signal: AbortSignal,
  attempt: () => Promise<T>,
): Promise<T> {
  for (let retry = 0; ; retry++) {
    try {
      return await attempt();
    } catch (error) {
      const ownPauseMs = limits.firstPauseMs * 2 ** retry;
      const pauseMs = retry < limits.retries ? pauseAfter(error, ownPauseMs) : null;
      if (pauseMs === null || performance.now() + pauseMs >= endsAt) throw error;
      await sleep(pauseMs, undefined, { signal });
    }
  }
}

/** Half of each pause is random, so that callers who failed together do not return together. Null: not worth a retry. */
function pauseAfter(error: unknown, ownPauseMs: number): number | null {
  if (!(error instanceof UpstreamError) || error.code !== 'UPSTREAM_UNAVAILABLE') return null;
  return Math.max(ownPauseMs * (0.5 + Math.random() / 2), error.retryAfterMs ?? 0);
}

function asUpstreamError(error: unknown): unknown {
  if (error instanceof AttemptCancelledError) return deadlineError();
  if (error instanceof CircuitOpenError) {
    return new UpstreamError('UPSTREAM_UNAVAILABLE', 'counts as down');
  }
  if (error instanceof SemaphoreFullError) {
    return new UpstreamError('UPSTREAM_UNAVAILABLE', 'too many calls are waiting');
  }
  return error;
}

function abandonedError(): UpstreamError {
  return new UpstreamError('UPSTREAM_UNAVAILABLE', 'the caller has gone');
}

function deadlineError(): UpstreamError {
  return new UpstreamError('UPSTREAM_TIMEOUT', 'deadline passed');
}
