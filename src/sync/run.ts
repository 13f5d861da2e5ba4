import type { DataSource } from 'typeorm';
import type { JobLock } from '../database/jobs/run-job.js';
import type { JunctionClient } from '../junction/client.js';
import { UpstreamError } from '../junction/upstream-error.js';
import { Findings } from './findings.js';
import type { Intake } from './intake.js';

/** State that the parts of a job share while it runs. */
export interface SyncRun {
  readonly dataSource: DataSource;
  readonly client: JunctionClient;
  readonly intake: Intake;
  readonly findings: Findings;
  /** The company's ids of patients, by Junction's; null where Junction has none. */
  readonly patients: Map<string, string | null>;
  /** Null: a dry run, which changes nothing. */
  readonly lock: JobLock | null;
}

export function startRun(
  parts: Pick<SyncRun, 'dataSource' | 'client' | 'intake' | 'lock'>,
): SyncRun {
  const { lock, intake } = parts;
  return {
    ...parts,
    intake: lock === null ? intake : whileHeld(lock, intake),
    findings: new Findings(),
    patients: new Map(),
  };
}

/** A process that was frozen must not store what it read before: the person may have been erased since. */
function whileHeld(lock: JobLock, intake: Intake): Intake {
  return async (facts, findings) => {
    await lock.requireHeld();
    await intake(facts, findings);
  };
}

/**
 * Runs a part of a job. A failure of Junction fails this part alone.
 *
 * @returns whether the part was done
 * @throws when the job is to stop, or has lost its lock
 */
export async function attempt(
  { findings, lock }: Pick<SyncRun, 'findings' | 'lock'>,
  subject: string,
  work: () => Promise<void>,
): Promise<boolean> {
  lock?.signal.throwIfAborted();
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    findings.recordFailure(subject, `${error.message} (${error.reason})`);
    return false;
  }
}

/** The number of concurrent calls of a job. */
const CONCURRENCY = 4;

/** Runs a part of a job for each item. */
export async function attemptEach<Item>(
  run: SyncRun,
  items: readonly Item[],
  subjectOf: (item: Item) => string,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  for (let start = 0; start < items.length; start += CONCURRENCY) {
    const batch = items.slice(start, start + CONCURRENCY);
    await Promise.all(batch.map((item) => attempt(run, subjectOf(item), () => work(item))));
  }
}
