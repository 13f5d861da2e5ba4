import type { JobSession } from './job-session.js';
import type { Job } from './job-runs.js';

/** The key of a job's own advisory lock, as SQL. */
export function lockKey(job: string): string {
  return `hashtextextended('order-transactions:job:' || ${job}, 0)`;
}

/**
 * Jobs that store what they read from Junction share this lock. An erasure takes it exclusively: a page that was read
 * before Junction erased a person must not be stored after this service did.
 */
const READS_JUNCTION = "hashtextextended('order-transactions:sync', 0)";

const OWN_LOCK = `pg_try_advisory_lock(${lockKey('$1::text')})`;
const READER = `${OWN_LOCK} AND pg_try_advisory_lock_shared(${READS_JUNCTION})`;
const LOCKS: Record<Job, string> = {
  RECONCILE: READER,
  BACKFILL: READER,
  RETENTION: OWN_LOCK,
  ERASE: `${OWN_LOCK} AND pg_try_advisory_lock(${READS_JUNCTION})`,
};

/**
 * Takes the locks of a job for the lifetime of the session.
 *
 * @returns whether all were free
 */
export async function tryLockJob(session: JobSession, job: Job): Promise<boolean> {
  const [row] = await session.run((manager) =>
    manager.query<{ locked: boolean }[]>(`SELECT ${LOCKS[job]} AS locked`, [job]),
  );
  if (row?.locked) return true;
  // Holding one of the two locks would block others while this session waits.
  await unlockJob(session);
  return false;
}

export async function unlockJob(session: JobSession): Promise<void> {
  await session.run((manager) => manager.query('SELECT pg_advisory_unlock_all()'));
}

/** Whether two jobs never run at the same time. */
export function excludes(one: Job, other: Job): boolean {
  const isErasureOf = (job: Job, reader: Job) => job === 'ERASE' && LOCKS[reader] === READER;
  return one === other || isErasureOf(one, other) || isErasureOf(other, one);
}
