import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { errorCode } from '../database/transient-error.js';
import { recomputeStatuses } from '../store/write/recompute-statuses.js';

/** The pause between two batches, which leaves most of the database to webhooks and queries. */
const BATCH_PAUSE_MS = 100;
const IDLE_PAUSE_MS = 2_000;

/**
 * Recomputes the stored transaction statuses in the background when this release changed their rule.
 *
 * @returns a function that stops it; the next process continues where it stopped.
 */
export function startStatusRecomputation(
  pool: Pool,
  logger: Logger,
): { close: () => Promise<void> } {
  const closing = new AbortController();
  const running = recomputeAll(pool, logger, closing.signal);
  return {
    close: async () => {
      closing.abort();
      await running;
    },
  };
}

async function recomputeAll(pool: Pool, logger: Logger, closing: AbortSignal): Promise<void> {
  while (!closing.aborted) {
    const state = await recomputeStatuses(pool).catch((error: unknown) => {
      logger.warn({ code: errorCode(error) }, 'statuses could not be recomputed; trying again');
      return 'FAILED' as const;
    });
    if (state === 'FINISHED') return;
    const wait = state === 'RECOMPUTED' ? BATCH_PAUSE_MS : IDLE_PAUSE_MS;
    await pause(wait, null, { signal: closing, ref: false }).catch(() => undefined);
  }
}
