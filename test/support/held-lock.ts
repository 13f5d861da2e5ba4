import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { JobLock } from '../../src/database/jobs/run-job.js';

/** The lock of a job, which is never lost. */
export function heldLock({ manager }: DataSource, signal = new AbortController().signal): JobLock {
  return {
    signal,
    write: (work) => work(manager),
    requireHeld: async () => {
      signal.throwIfAborted();
      await Promise.resolve();
    },
  };
}

/** The number of sessions that wait for a lock. */
export async function sessionsWaitingForLocks(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::int FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rows[0]?.count ?? 0;
}
