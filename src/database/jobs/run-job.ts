import os from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';
import { startHeartbeat, untilAborted } from './heartbeat.js';
import { excludes, tryLockJob, unlockJob } from './job-locks.js';
import {
  readJobRuns,
  recordEnd,
  recordStart,
  type Job,
  type JobOutcome,
  type JobRun,
} from './job-runs.js';
import { openJobSession, type JobSession } from './job-session.js';

/** The database of a job's locks and records. */
export interface JobDatabase {
  /** The URL of Postgres itself, not of a pooler. */
  readonly url: string;
  readonly dataSource: DataSource;
}

/** The lock of a running job. */
export interface JobLock {
  /** Aborted when the lock is lost, or when the job must stop. */
  readonly signal: AbortSignal;
  /** Writes the job's progress through the session that holds the lock, so that a former owner cannot write. */
  readonly write: <T>(work: (manager: EntityManager) => Promise<T>) => Promise<T>;
  /**
   * For work of other sessions: a process that was frozen detects a lost lock only by a statement.
   *
   * @throws JobLockLostError; the reason of the signal
   */
  readonly requireHeld: () => Promise<void>;
}

/** Another process runs the job, or a job that excludes it. */
export class JobAlreadyRunningError extends Error {
  constructor(job: Job, holder: JobRun | undefined) {
    const by = holder
      ? `${nameOf(holder.job)} has been running in ${holder.owner} for ${Math.round(holder.age ?? 0)} s`
      : 'another process holds its lock';
    super(`Cannot run ${nameOf(job)}: ${by}.`);
  }
}

/** Postgres closed the session that held the job's lock. */
export class JobLockLostError extends Error {
  constructor(job: Job, cause: unknown) {
    super(`The lock of ${nameOf(job)} was lost: another process may run it.`, { cause });
  }
}

/** A run whose owner was lost and that this process now replaces. */
export interface Takeover {
  readonly job: Job;
  readonly previousOwner: string;
  readonly startedAt: Date | null;
}

export interface JobTimes {
  /** Postgres closes a session that sends no statement for this long, which releases the lock. */
  readonly idleTimeoutMs: number;
  readonly heartbeatMs: number;
}

const JOB_TIMES: JobTimes = { idleTimeoutMs: 30_000, heartbeatMs: 10_000 };

export interface JobOptions<T> {
  readonly onTakeover?: ((takeover: Takeover) => void) | undefined;
  /** Checked while the lock is held; rejects where the job must not run. */
  readonly precondition?: (manager: EntityManager) => Promise<void>;
  /** Stops the job. */
  readonly stop?: AbortSignal;
  /** Whether a result belongs to a successful run. Default: every result does. */
  readonly isSuccess?: (result: T) => boolean;
  /** How long to wait while another process runs the job. Default: it does not wait. */
  readonly waitMs?: number;
  readonly times?: JobTimes | undefined;
}

const WAIT_POLL_MS = 500;
const OWNER = `${os.hostname()}:${process.pid}`;

/**
 * Runs a job while no other process runs it. The lock belongs to a session, which closes with the process; Postgres closes
 * it when its owner sends nothing for {@link JobTimes.idleTimeoutMs}.
 *
 * @throws JobAlreadyRunningError, JobLockLostError
 */
export async function runJob<T>(
  database: JobDatabase,
  job: Job,
  work: (lock: JobLock) => Promise<T>,
  options: JobOptions<T> = {},
): Promise<T> {
  const session = await openJobSession(database, (options.times ?? JOB_TIMES).idleTimeoutMs);
  try {
    await acquire(session, job, options.waitMs ?? 0);
    if (options.precondition) await session.run(options.precondition);
    return await runLocked(session, job, work, options);
  } finally {
    await session.close();
  }
}

async function acquire(session: JobSession, job: Job, waitMs: number): Promise<void> {
  const deadline = performance.now() + waitMs;
  // Polls: a session that waits inside Postgres would block another session's CREATE INDEX CONCURRENTLY.
  while (!(await tryLockJob(session, job))) {
    if (performance.now() >= deadline)
      throw new JobAlreadyRunningError(job, await holderOf(session, job));
    await pause(WAIT_POLL_MS);
  }
}

async function holderOf(session: JobSession, job: Job): Promise<JobRun | undefined> {
  const runs = await session.run(readJobRuns);
  return runs.find((run) => run.isLocked && excludes(job, run.job));
}

async function runLocked<T>(
  session: JobSession,
  job: Job,
  work: (lock: JobLock) => Promise<T>,
  { onTakeover, stop, isSuccess = () => true, times = JOB_TIMES }: JobOptions<T>,
): Promise<T> {
  const previous = await session.run((manager) => recordStart(manager, job, OWNER));
  if (previous?.owner) {
    onTakeover?.({ job, previousOwner: previous.owner, startedAt: previous.startedAt });
  }
  const heart = startHeartbeat(
    session,
    times.heartbeatMs,
    (cause) => new JobLockLostError(job, cause),
  );
  const write: JobLock['write'] = (progress) => untilAborted(heart.lost, session.run(progress));
  const requireHeld = (signal: AbortSignal) => async () => {
    signal.throwIfAborted();
    await write((manager) => manager.query('SELECT 1')).catch((cause: unknown) => {
      throw new JobLockLostError(job, cause);
    });
  };
  const end = async (outcome: JobOutcome) => {
    await write((manager) => recordEnd(manager, job, outcome));
    await unlockJob(session);
  };
  try {
    const signal = stop ? AbortSignal.any([heart.lost, stop]) : heart.lost;
    const result = await work({ signal, write, requireHeld: requireHeld(signal) });
    await end(isSuccess(result) ? 'SUCCEEDED' : 'FAILED');
    return result;
  } catch (error) {
    if (!(error instanceof JobLockLostError)) await end(stop?.aborted ? 'STOPPED' : 'FAILED');
    throw error;
  } finally {
    heart.stop();
  }
}

function nameOf(job: Job): string {
  return job.toLowerCase();
}
