import { JobRunEntity } from '../../database/jobs/job-run-entity.js';
import { readJobRuns, type JobRun } from '../../database/jobs/job-runs.js';
import { CheckFailure } from './finding.js';
import { withEntities } from './with-entities.js';

/** The number of intervals without a successful run that the alert ReconcileOverdue allows. */
const ALLOWED_INTERVALS = 3;

/**
 * Reports which process runs each job, and when each last succeeded.
 *
 * @param url the URL of Postgres itself
 * @throws CheckFailure when the owner of a run is lost, or reconcile is overdue
 */
export async function checkJobs(url: string, reconcileEveryMinutes: number): Promise<string> {
  const runs = await readRuns(url);
  const lost = runs.filter(({ owner, isLocked }) => owner !== null && !isLocked);
  if (lost.length > 0) {
    throw new CheckFailure(
      `${lost.map(describe).join('; ')}. Start an instance of the service, which takes over, or run the command again.`,
    );
  }
  const reconcile = runs.find(({ job }) => job === 'RECONCILE');
  const allowed = ALLOWED_INTERVALS * reconcileEveryMinutes * 60_000;
  if (reconcile && allowed > 0 && isOverdue(reconcile, allowed)) {
    throw new CheckFailure(
      `${describe(reconcile)}: overdue, since RECONCILE_EVERY_MINUTES is ${reconcileEveryMinutes}. See ReconcileOverdue in docs/operations/README.md.`,
    );
  }
  return runs.length === 0 ? 'none has run yet' : runs.map(describe).join('; ');
}

function isOverdue({ succeededAt, isLocked }: JobRun, allowedMs: number): boolean {
  return succeededAt === null ? !isLocked : Date.now() - Date.parse(succeededAt) > allowedMs;
}

function readRuns(url: string): Promise<JobRun[]> {
  return withEntities(url, [JobRunEntity], async (manager) => {
    const [table] = await manager.query<{ exists: boolean }[]>(
      `SELECT to_regclass('job_run') IS NOT NULL AS exists`,
    );
    return table?.exists ? readJobRuns(manager) : [];
  });
}

function describe({ job, owner, isLocked, age, succeededAt }: JobRun): string {
  const success = succeededAt ? `last succeeded at ${succeededAt}` : 'has not succeeded yet';
  const since = `since ${Math.round(age ?? 0)} s`;
  const owned = owner ? `, ${isLocked ? 'runs in' : 'was lost by'} ${owner} ${since}` : '';
  return `${job.toLowerCase()} ${success}${owned}`;
}
