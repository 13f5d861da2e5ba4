import { instantOf } from '../../src/junction/instant.js';
import os from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { readJobRuns } from '../../src/database/jobs/job-runs.js';
import {
  JobAlreadyRunningError,
  JobLockLostError,
  runJob,
  type Takeover,
} from '../../src/database/jobs/run-job.js';
import { scheduleJob } from '../../src/database/jobs/schedule-job.js';
import { readProgress, saveProgress } from '../../src/sync/progress.js';

import { testDatabaseUrl } from '../support/test-server.js';
import { useTestDatabase } from '../support/use-database.js';
import { testLogger } from '../support/logger.js';
import { startProcess, type ServiceProcess } from '../support/process.js';
import { compiledProgram } from '../support/programs.js';
import { SHORT_TIMES } from './support/job-owner.js';

const { dataSource } = useTestDatabase('TEST');
const started: ServiceProcess[] = [];

afterEach(() => {
  for (const { child } of started.splice(0)) child.kill('SIGKILL');
});

const database = () => ({ url: testDatabaseUrl(), dataSource });
const nothing = () => Promise.resolve();

/** Starts another process that holds the lock of a job. */
async function startOwner(job: string): Promise<ServiceProcess> {
  const owner = startProcess(os.tmpdir(), { DATABASE_URL: testDatabaseUrl() }, [
    compiledProgram('jobOwner'),
    job,
  ]);
  started.push(owner);
  await owner.printed(/running/);
  return owner;
}

const nameOf = ({ child }: ServiceProcess) => `${os.hostname()}:${child.pid}`;

describe('a job', () => {
  it('runs in one process at a time, and a failure releases its lock', async () => {
    const first = runJob(database(), 'RECONCILE', async () => {
      const second = runJob(database(), 'RECONCILE', nothing);
      await expect(second).rejects.toThrow(JobAlreadyRunningError);
      await expect(second).rejects.toThrow(
        `Cannot run reconcile: reconcile has been running in ${os.hostname()}:${process.pid} for 0 s.`,
      );
      throw new Error('failed');
    });
    await expect(first).rejects.toThrow('failed');
    await expect(runJob(database(), 'RECONCILE', () => Promise.resolve('done'))).resolves.toBe(
      'done',
    );
  });

  it('keeps its lock for longer than the session may be idle', async () => {
    const long = async () => {
      await pause(2 * SHORT_TIMES.idleTimeoutMs);
      return 'done';
    };
    const run = runJob(database(), 'RECONCILE', long, { times: SHORT_TIMES });
    await expect(run).resolves.toBe('done');
  });

  it('does not report success after it lost its lock', async () => {
    const run = runJob(
      database(),
      'RECONCILE',
      async ({ signal }) => {
        await dataSource.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE application_name = 'order-transactions-job' AND datname = current_database()`,
        );
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      },
      { times: SHORT_TIMES },
    );
    await expect(run).rejects.toThrow(JobLockLostError);
    expect(await readJobRuns(dataSource.manager)).toMatchObject([
      { job: 'RECONCILE', isLocked: false, succeededAt: null },
    ]);
  });

  it('records when it last succeeded, and no owner once it has ended', async () => {
    await runJob(database(), 'RETENTION', () => Promise.resolve(false), { isSuccess: (it) => it });
    expect(await readJobRuns(dataSource.manager)).toMatchObject([
      { owner: null, succeededAt: null },
    ]);
    await runJob(database(), 'RETENTION', nothing);
    const [run] = await readJobRuns(dataSource.manager);
    expect(run).toMatchObject({ job: 'RETENTION', owner: null, isLocked: false });
    expect(Date.now() - Date.parse(run?.succeededAt ?? '')).toBeLessThan(5_000);
  });
});

describe('jobs that exclude each other', () => {
  it.each([
    ['RECONCILE', 'ERASE'],
    ['BACKFILL', 'ERASE'],
    ['ERASE', 'RECONCILE'],
  ] as const)('are rejected while the other runs: %s, then %s', async (first, second) => {
    await runJob(database(), first, async () => {
      const attempt = runJob(database(), second, nothing);
      await expect(attempt).rejects.toThrow(`${first.toLowerCase()} has been running in`);
    });
  });

  it('are neither reconcile nor retention for a backfill', async () => {
    await runJob(database(), 'BACKFILL', async () => {
      await runJob(database(), 'RECONCILE', nothing);
      await runJob(database(), 'RETENTION', nothing);
    });
  });

  it('wait for each other where it is requested', async () => {
    const order: string[] = [];
    let erased: Promise<void> | undefined;
    await runJob(database(), 'RECONCILE', async () => {
      const erase = () => Promise.resolve(void order.push('erase'));
      erased = runJob(database(), 'ERASE', erase, { waitMs: 20_000 });
      await pause(600);
      order.push('reconcile');
    });
    await erased;
    expect(order).toEqual(['reconcile', 'erase']);
  });
});

describe('a job', () => {
  it('is taken over at once when its owner is killed, and the owner is named', async () => {
    const owner = await startOwner('RECONCILE');
    owner.child.kill('SIGKILL');
    await owner.exited;

    const takeovers: Takeover[] = [];
    await runJob(database(), 'RECONCILE', nothing, {
      waitMs: 5_000,
      onTakeover: (takeover) => takeovers.push(takeover),
    });

    expect(takeovers).toMatchObject([{ job: 'RECONCILE', previousOwner: nameOf(owner) }]);
  });

  it('is taken over when its owner is frozen, and the owner cannot write progress when it wakes up', async () => {
    const owner = await startOwner('RECONCILE');
    owner.child.kill('SIGSTOP');
    await expect(runJob(database(), 'RECONCILE', nothing)).rejects.toThrow(JobAlreadyRunningError);

    const reached = instantOf(new Date('2026-03-06'));
    const frozenAt = Date.now();
    await runJob(
      database(),
      'RECONCILE',
      async ({ write }) => {
        owner.child.kill('SIGCONT');
        await owner.printed(/lock lost/);
        await write((manager) => saveProgress(manager, 'RECONCILE', { since: null, reached }));
      },
      { waitMs: 20_000, times: SHORT_TIMES },
    );

    expect(Date.now() - frozenAt).toBeLessThan(15_000);
    expect(await owner.exited).toBe(0);
    expect(await readProgress(dataSource.manager, 'RECONCILE')).toEqual({ since: null, reached });
    expect(await readJobRuns(dataSource.manager)).toMatchObject([
      { job: 'RECONCILE', owner: null },
    ]);
  });
});

describe('a scheduled job', () => {
  const INTERVAL_MS = 400;
  const lines: string[] = [];
  const takeovers: Takeover[] = [];

  function schedule(run: () => Promise<boolean>, intervalMs = INTERVAL_MS) {
    return scheduleJob(
      { job: 'RECONCILE', intervalMs, run },
      {
        database: database(),
        logger: testLogger(lines),
        onTakeover: (takeover) => takeovers.push(takeover),
        times: SHORT_TIMES,
      },
    );
  }

  beforeEach(() => {
    lines.length = 0;
    takeovers.length = 0;
  });

  it('runs once an interval among all processes', async () => {
    let runs = 0;
    const schedules = [1, 2, 3].map(() => schedule(() => Promise.resolve(++runs > 0), 1_000));
    await pause(3_500);
    await Promise.all(schedules.map((it) => it.close()));
    expect(runs).toBeGreaterThanOrEqual(1);
    expect(runs).toBeLessThanOrEqual(3);
  });

  it('is taken over from a frozen process, which is logged', async () => {
    const owner = await startOwner('RECONCILE');
    owner.child.kill('SIGSTOP');
    let taken: () => void = () => undefined;
    const ran = new Promise<void>((resolve) => (taken = resolve));

    const scheduled = schedule(() => {
      taken();
      return Promise.resolve(true);
    });
    await ran;
    await scheduled.close();

    expect(takeovers).toMatchObject([{ previousOwner: nameOf(owner) }]);
    expect(lines.join('')).toContain(`"previousOwner":"${nameOf(owner)}"`);
  });

  it('is continued by another process when its own is stopped', async () => {
    let begun: () => void = () => undefined;
    const running = new Promise<void>((resolve) => (begun = resolve));
    const stopped = scheduleJob(
      {
        job: 'RECONCILE',
        intervalMs: INTERVAL_MS,
        run: async ({ signal }) => {
          begun();
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
          signal.throwIfAborted();
          return true;
        },
      },
      { database: database(), logger: testLogger(lines), onTakeover: () => undefined },
    );
    await running;
    await stopped.close();

    expect(lines.join('')).not.toContain('a job failed');
    const [run] = await readJobRuns(dataSource.manager);
    expect(run).toMatchObject({ owner: null, succeededAt: null });
    const rows = await dataSource.query<{ ended_at: unknown }[]>('SELECT ended_at FROM job_run');
    expect(rows).toEqual([{ ended_at: null }]);
  });

  it('logs a failure once an interval, not at every attempt', async () => {
    const scheduled = schedule(() => Promise.reject(new Error('no luck')));
    await pause(1_500);
    await scheduled.close();
    const failures = lines.filter((line) => line.includes('a job failed'));
    expect(failures.length).toBeGreaterThanOrEqual(1);
    expect(failures.length).toBeLessThanOrEqual(3);
  });
});
