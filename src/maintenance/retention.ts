import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { errorCode } from '../database/transient-error.js';
import type { Quarantine } from '../ingest/quarantine.js';
import { forgetFinished } from './erasure/forget-finished.js';
import { AlreadyRunning, oneAtATime } from '../database/one-at-a-time.js';
import { pruneInbox, type PruneReport } from './prune-inbox.js';

const DAY_MS = 24 * 60 * 60_000;

export interface RetentionOptions {
  readonly database: { readonly url: string; readonly pool: Pool };
  readonly quarantine: Quarantine;
  readonly inboxDays: number;
  readonly quarantineDays: number;
  /** 0: finished transactions are kept. */
  readonly finishedDays: number;
}

export interface RetentionReport {
  readonly inbox: PruneReport;
  readonly quarantined: number;
  /** Finished transactions. */
  readonly finished: number;
}

/**
 * Removes what has been kept long enough: finished transactions, then what the inbox and quarantine hold.
 *
 * @throws AlreadyRunning while another process does
 */
export async function applyRetention(
  { database, quarantine, inboxDays, quarantineDays, finishedDays }: RetentionOptions,
  onProgress?: (done: number, total: number) => void,
): Promise<RetentionReport> {
  return oneAtATime(database.url, async () => ({
    finished: await forgetFinished(database.pool, finishedDays),
    inbox: await pruneInbox(database, inboxDays, onProgress),
    quarantined: await quarantine.expire(quarantineDays),
  }));
}

/** Does so once a day, the first time after a day. Of several replicas one does it. @returns how to end it */
export function startRetention(options: RetentionOptions & { logger: Logger }): {
  close(): Promise<void>;
} {
  const { logger } = options;
  let running = Promise.resolve();
  const run = async () => {
    try {
      logger.info(await applyRetention(options), 'removed what was kept long enough');
    } catch (error) {
      if (error instanceof AlreadyRunning) logger.debug('another replica removes');
      else logger.error({ code: errorCode(error) }, 'could not remove what was kept long enough');
    }
  };
  const timer = setInterval(() => {
    running = running.then(run);
  }, DAY_MS);
  timer.unref();
  return {
    close: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
