import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { EntityManager } from 'typeorm';
import { isDue, type Job } from './job-runs.js';
import {
  JobAlreadyRunningError,
  runJob,
  type JobDatabase,
  type JobLock,
  type JobTimes,
  type Takeover,
} from './run-job.js';

/** How often a process checks whether a job is due, and so how soon it replaces a lost owner after its lock is free. */
const POLL_MS = 10_000;

/** The last run completed less than an interval ago, in this process or another. */
class NotDueError extends Error {}

export interface ScheduledJob {
  readonly job: Job;
  readonly intervalMs: number;
  /** @returns whether the run was successful */
  readonly run: (lock: JobLock) => Promise<boolean>;
}

export interface ScheduleOptions {
  readonly database: JobDatabase;
  readonly logger: Logger;
  readonly onTakeover: (takeover: Takeover) => void;
  readonly times?: JobTimes | undefined;
}

export interface JobSchedule {
  /** Stops a run in progress and waits until it has stopped. */
  close(): Promise<void>;
}

/**
 * Runs a job once an interval among all processes of the service; the first run is one interval after the first process
 * started. When the process that runs it is lost, another one takes over.
 */
export function scheduleJob(
  { job, intervalMs, run }: ScheduledJob,
  { database, logger, onTakeover, times }: ScheduleOptions,
): JobSchedule {
  const closing = new AbortController();
  const stop = closing.signal;
  const firstTurn = performance.now() + intervalMs;

  let silentUntil = 0;

  async function requireDue(manager: EntityManager): Promise<void> {
    const due = await isDue(manager, job, intervalMs);
    if (!(due ?? performance.now() >= firstTurn)) throw new NotDueError();
  }

  async function takeTurn(): Promise<void> {
    await requireDue(database.dataSource.manager);
    await runJob(database, job, run, {
      precondition: requireDue,
      onTakeover: reportTakeover,
      stop,
      isSuccess: (success) => success,
      times,
    });
  }

  function reportTakeover(takeover: Takeover): void {
    logger.warn(takeover, 'a job was taken over from a process that was frozen or lost');
    onTakeover(takeover);
  }

  function report(error: unknown): void {
    if (error instanceof NotDueError) return;
    if (error instanceof JobAlreadyRunningError) {
      logger.debug({ job }, error.message);
    } else if (!stop.aborted && performance.now() >= silentUntil) {
      logger.error({ job, err: error }, 'a job failed');
      // A run that could not begin is tried again at every poll.
      silentUntil = performance.now() + intervalMs;
    }
  }

  async function repeat(): Promise<void> {
    const options = { signal: stop, ref: false };
    const isClosing = () => stop.aborted;
    while (!isClosing()) {
      await pause(Math.min(intervalMs, POLL_MS), null, options).catch(() => undefined);
      if (!isClosing()) await takeTurn().catch(report);
    }
  }

  const running = repeat();
  return {
    close: async () => {
      closing.abort();
      await running;
    },
  };
}
