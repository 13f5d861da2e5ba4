import { setTimeout as pause } from 'node:timers/promises';
import type { JobSession } from './job-session.js';

export interface Heartbeat {
  /** Aborted when the session does not respond: Postgres has closed it, or the connection is lost. */
  readonly lost: AbortSignal;
  stop(): void;
}

/** Runs a statement on the session at an interval, so that Postgres does not close it as idle. */
export function startHeartbeat(
  session: JobSession,
  everyMs: number,
  errorOf: (cause: unknown) => Error,
): Heartbeat {
  const lost = new AbortController();
  const beat = async () => {
    try {
      const answer = session.run((manager) => manager.query('SELECT 1'));
      const late = pause(everyMs, null, { ref: false }).then(() => {
        throw new Error(`no response within ${everyMs} ms`);
      });
      await Promise.race([answer, late]);
    } catch (cause) {
      lost.abort(errorOf(cause));
    }
  };
  const timer = setInterval(() => void beat(), everyMs);
  return { lost: lost.signal, stop: () => clearInterval(timer) };
}

/**
 * Waits for work until the signal is aborted.
 *
 * @throws the signal's reason
 */
export async function untilAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  let abort: () => void = () => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([aborted, work]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
