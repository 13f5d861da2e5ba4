import type { Pool } from 'pg';
import type { Instant } from '../junction/instant.js';

/** How far a job has come. */
export interface Progress {
  /** Where it began; null where that does not matter. */
  readonly since: Instant | null;
  /** Everything before is done. */
  readonly reached: Instant;
}

type Job = 'RECONCILE' | 'BACKFILL';

export async function readProgress(pool: Pool, job: Job): Promise<Progress | null> {
  const { rows } = await pool.query<Progress>(
    'SELECT since, reached FROM sync_progress WHERE job = $1',
    [job],
  );
  return rows[0] ?? null;
}

export async function saveProgress(pool: Pool, job: Job, progress: Progress): Promise<void> {
  await pool.query(
    `INSERT INTO sync_progress (job, since, reached) VALUES ($1, $2, $3)
     ON CONFLICT (job) DO UPDATE SET since = excluded.since, reached = excluded.reached`,
    [job, progress.since, progress.reached],
  );
}

export async function forgetProgress(pool: Pool, job: Job): Promise<void> {
  await pool.query('DELETE FROM sync_progress WHERE job = $1', [job]);
}
