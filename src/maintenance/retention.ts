import { runJob, type JobOptions, type JobLock } from '../database/jobs/run-job.js';
import { scheduleJob, type Schedule, type ScheduleOptions } from '../database/jobs/schedule-job.js';
import type { OpenDatabase } from '../database/open-database.js';
import type { Quarantine } from '../ingest/quarantine.js';
import { countFinished, forgetFinished } from './erasure/forget-finished.js';
import { previewPrune, pruneInbox, type PruneReport } from './prune-inbox.js';

export const RETENTION_INTERVAL_MS = 24 * 60 * 60_000;

export interface RetentionOptions {
  readonly database: Pick<OpenDatabase, 'url' | 'dataSource' | 'pool'>;
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
 * Removes what has been stored longer than configured: finished transactions, then messages of the inbox and of
 * quarantine.
 *
 * @throws JobAlreadyRunning while another process does
 */
export async function applyRetention(
  options: RetentionOptions,
  onProgress?: (done: number, total: number) => void,
  jobOptions: JobOptions<RetentionReport> = {},
): Promise<RetentionReport> {
  const work = (lock: JobLock) => removeExpired(options, lock, onProgress);
  return runJob(options.database, 'RETENTION', work, jobOptions);
}

async function removeExpired(
  { database, quarantine, inboxDays, quarantineDays, finishedDays }: RetentionOptions,
  _lock: JobLock,
  onProgress?: (done: number, total: number) => void,
): Promise<RetentionReport> {
  return {
    finished: await forgetFinished(database.pool, finishedDays),
    inbox: await pruneInbox(database, inboxDays, onProgress),
    quarantined: await quarantine.expire(quarantineDays),
  };
}

/** What {@link applyRetention} would remove. Inbox messages of finished transactions may be counted twice. */
export async function previewRetention(
  { database, quarantine, inboxDays, quarantineDays, finishedDays }: RetentionOptions,
  onProgress?: (done: number, total: number) => void,
): Promise<RetentionReport> {
  return {
    finished: await countFinished(database.pool, finishedDays),
    inbox: await previewPrune(database, inboxDays, onProgress),
    quarantined: await quarantine.countExpired(quarantineDays),
  };
}

/** Does so once a day, in one of the service's processes. */
export function scheduleRetention(options: RetentionOptions, schedule: ScheduleOptions): Schedule {
  const run = async (lock: JobLock) => {
    schedule.logger.info(await removeExpired(options, lock), 'removed expired data');
    return true;
  };
  return scheduleJob({ job: 'RETENTION', intervalMs: RETENTION_INTERVAL_MS, run }, schedule);
}
