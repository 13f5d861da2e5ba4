import type { EntityManager } from 'typeorm';
import type { Instant } from '../../junction/instant.js';
import { lockKey } from './job-locks.js';
import { JobRunEntity } from './job-run-entity.js';

export type Job = 'RECONCILE' | 'BACKFILL' | 'RETENTION' | 'ERASE';

/** The latest run of a job. */
export interface JobRun {
  readonly job: Job;
  /**
   * Host and process id of the process that runs the job, or that was lost while it ran; null: no run is in progress.
   */
  readonly owner: string | null;
  /** Whether the owner still holds the job's lock. */
  readonly isLocked: boolean;
  /** Seconds since the latest run began. */
  readonly age: number | null;
  readonly succeededAt: Instant | null;
}

/** The outcome of a run. A stopped run leaves the job due, so that another process continues it. */
export type JobOutcome = 'SUCCEEDED' | 'FAILED' | 'STOPPED';

const HOLDS_LOCK = `EXISTS (
  SELECT FROM pg_locks
  WHERE locktype = 'advisory' AND granted AND objsubid = 1
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND (classid::bigint << 32) | objid::bigint = ${lockKey('run.job')})`;

/** The latest run of every job that has ever run. */
export function readJobRuns(manager: EntityManager): Promise<JobRun[]> {
  return manager
    .createQueryBuilder(JobRunEntity, 'run')
    .select('run.job', 'job')
    .addSelect('run.owner', 'owner')
    .addSelect(HOLDS_LOCK, 'isLocked')
    .addSelect('extract(epoch FROM now() - run.started_at)::float8', 'age')
    .addSelect('run.succeeded_at', 'succeededAt')
    .orderBy('run.job')
    .getRawMany<JobRun>();
}

/** Whether the last run completed longer ago than the interval; null: the job has never run. */
export async function isDue(
  manager: EntityManager,
  job: Job,
  intervalMs: number,
): Promise<boolean | null> {
  const row = await manager
    .createQueryBuilder(JobRunEntity, 'run')
    .select(
      `run.ended_at IS NULL OR run.ended_at < now() - :interval * interval '1 millisecond'`,
      'due',
    )
    .where({ job })
    .setParameter('interval', intervalMs)
    .getRawOne<{ due: boolean }>();
  return row?.due ?? null;
}

/** @returns the run that was recorded before; its owner is set where that run was lost */
export async function recordStart(
  manager: EntityManager,
  job: Job,
  owner: string,
): Promise<JobRunEntity | null> {
  const runs = manager.getRepository(JobRunEntity);
  const previous = await runs.findOneBy({ job });
  await runs
    .createQueryBuilder()
    .insert()
    .values({ job, owner, startedAt: () => 'now()' })
    .orUpdate(['owner', 'started_at'], ['job'])
    .execute();
  return previous;
}

export async function recordEnd(
  manager: EntityManager,
  job: Job,
  outcome: JobOutcome,
): Promise<void> {
  const now = () => 'now()';
  await manager.getRepository(JobRunEntity).update(
    { job },
    {
      owner: null,
      ...(outcome !== 'STOPPED' && { endedAt: now }),
      ...(outcome === 'SUCCEEDED' && { succeededAt: now }),
    },
  );
}
