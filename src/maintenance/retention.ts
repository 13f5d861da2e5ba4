import {
  runJob,
  type JobDatabase,
  type JobOptions,
  type JobLock,
} from '../database/jobs/run-job.js';
import {
  scheduleJob,
  type JobSchedule,
  type ScheduleOptions,
} from '../database/jobs/schedule-job.js';
import type { Quarantine } from '../ingest/quarantine.js';
import { countFinished, removeFinished } from './erasure/remove-finished.js';
import { Pace } from './pace.js';
import { previewPrune, pruneInbox, type PruneProgress, type PruneReport } from './prune-inbox.js';

export const RETENTION_INTERVAL_MS = 24 * 60 * 60_000;

export interface RetentionOptions {
  readonly database: JobDatabase;
  readonly quarantine: Quarantine;
  readonly inboxDays: number;
  readonly quarantineDays: number;
  /** 0: finished transactions are never removed. */
  readonly finishedDays: number;
}

export interface RetentionReport {
  readonly inbox: PruneReport;
  readonly quarantined: number;
  /** Finished transactions. */
  readonly finished: number;
}

/**
 * Removes data that has been stored longer than configured: finished transactions, then messages of the inbox and of
 * quarantine.
 *
 * @throws JobAlreadyRunningError while another process does
 */
export async function applyRetention(
  options: RetentionOptions,
  onProgress?: PruneProgress,
  jobOptions: JobOptions<RetentionReport> = {},
): Promise<RetentionReport> {
  const work = (lock: JobLock) => removeExpired(options, lock, onProgress);
  return runJob(options.database, 'RETENTION', work, jobOptions);
}

async function removeExpired(
  { database, quarantine, inboxDays, quarantineDays, finishedDays }: RetentionOptions,
  lock: JobLock,
  onProgress?: PruneProgress,
): Promise<RetentionReport> {
  const { dataSource } = database;
  const pace = new Pace(dataSource, lock);
  return {
    finished: await removeFinished(dataSource, finishedDays, pace),
    inbox: await pruneInbox(dataSource, inboxDays, pace, onProgress),
    quarantined: await quarantine.expire(quarantineDays),
  };
}

/** Returns what {@link applyRetention} would remove. Inbox messages of finished transactions may be counted twice. */
export async function previewRetention(
  { database, quarantine, inboxDays, quarantineDays, finishedDays }: RetentionOptions,
  onProgress?: PruneProgress,
): Promise<RetentionReport> {
  const { dataSource } = database;
  return {
    finished: await countFinished(dataSource, finishedDays),
    inbox: await previewPrune(dataSource, inboxDays, onProgress),
    quarantined: await quarantine.countExpired(quarantineDays),
  };
}

/** Applies the retention times once a day, in one of the service's processes. */
export function scheduleRetention(
  options: RetentionOptions,
  schedule: ScheduleOptions,
): JobSchedule {
  const run = async (lock: JobLock) => {
    schedule.logger.info(await removeExpired(options, lock), 'removed expired data');
    return true;
  };
  return scheduleJob({ job: 'RETENTION', intervalMs: RETENTION_INTERVAL_MS, run }, schedule);
}
