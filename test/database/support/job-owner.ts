/**
 * Holds the lock of a job until the lock is lost, then tries to write progress. Arguments: `DATABASE_URL` and a job's
 * name.
 */
import { instantOf } from '../../../src/junction/instant.js';
import { createDataSource } from '../../../src/database/data-source.js';
import type { Job } from '../../../src/database/jobs/job-runs.js';
import { JobLockLostError, runJob } from '../../../src/database/jobs/run-job.js';
import { entities } from '../../../src/service/entities.js';
import { saveProgress } from '../../../src/sync/progress.js';

/** Short, so that tests do not wait for a minute. */
export const SHORT_TIMES = { idleTimeoutMs: 1_500, heartbeatMs: 500 };

async function main(): Promise<void> {
  const url = process.env.DATABASE_URL ?? '';
  const dataSource = await createDataSource({ url, entities }).initialize();
  const job = process.argv[2] as Job;
  const work = runJob(
    { url, dataSource },
    job,
    async ({ signal, write }) => {
      process.stdout.write('running\n');
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      const stale = { since: null, reached: instantOf(new Date('2020-01-01')) };
      await write((manager) => saveProgress(manager, 'RECONCILE', stale));
    },
    { times: SHORT_TIMES },
  );
  await work.catch((error: unknown) => {
    process.stdout.write(`${error instanceof JobLockLostError ? 'lock lost' : String(error)}\n`);
  });
  await dataSource.destroy();
}

if (require.main === module) void main();
