import type { DataSource } from 'typeorm';
import type { JobLock } from '../database/jobs/run-job.js';
import { instantOf, type Instant } from '../junction/instant.js';
import type { JunctionClient } from '../junction/client.js';
import type { Findings } from './findings.js';
import type { Intake } from './intake.js';
import { deleteProgress, readProgress, saveProgress } from './progress.js';
import { attempt, startRun } from './run.js';
import { readUpdatedOrders } from './updated-orders.js';
import { DAY_MS, MINUTE_MS, shifted, type Window } from './window.js';

const WINDOW_MS = DAY_MS;
/** Windows overlap, because Junction does not document which of two windows contains an order on their border. */
const OVERLAP_MS = 5 * MINUTE_MS;

export interface BackfillOptions {
  readonly dataSource: DataSource;
  readonly lock: JobLock;
  readonly client: JunctionClient;
  readonly intake: Intake;
  /** The oldest update time to load. */
  readonly since: Instant;
  /** Called before the first window and after each, with the number of completed windows and their total. */
  readonly onProgress?: (done: number, windows: number, findings: Findings) => void;
}

/**
 * Loads history, one day of updates at a time, oldest first.
 *
 * Progress is stored: the next backfill since the same time continues after a stop, or from the first window that had a
 * failure.
 */
export async function backfill({
  since,
  lock,
  onProgress,
  ...parts
}: BackfillOptions): Promise<Findings> {
  const run = startRun({ ...parts, lock });
  const windows = windowsSince(await startOf(run.dataSource, since));
  onProgress?.(0, windows.length, run.findings);
  for (const [index, window] of windows.entries()) {
    const read = await attempt(run, `orders updated since ${window.from}`, async () => {
      await readUpdatedOrders(run, window);
    });
    // Junction fails: the next backfill continues from here.
    if (!read) break;
    if (run.findings.failures.length === 0) {
      const reached = window.until ?? window.from;
      await lock.write((manager) => saveProgress(manager, 'BACKFILL', { since, reached }));
    }
    onProgress?.(index + 1, windows.length, run.findings);
  }
  if (run.findings.failures.length === 0) {
    await lock.write((manager) => deleteProgress(manager, 'BACKFILL'));
  }
  return run.findings;
}

async function startOf({ manager }: DataSource, since: Instant): Promise<Instant> {
  const unfinished = await readProgress(manager, 'BACKFILL');
  const isSame = unfinished?.since && Date.parse(unfinished.since) === Date.parse(since);
  return isSame ? unfinished.reached : since;
}

/** The days until now; the last window has no end, so that it contains what changes while it is read. */
function windowsSince(since: Instant): Window[] {
  const now = instantOf(new Date());
  const windows: Window[] = [];
  let from = since;
  for (let until = shifted(from, WINDOW_MS); until < now; until = shifted(until, WINDOW_MS)) {
    windows.push({ from: shifted(from, -OVERLAP_MS), until });
    from = until;
  }
  return [...windows, { from: shifted(from, -OVERLAP_MS), until: null }];
}
