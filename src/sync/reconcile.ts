import type { DataSource } from 'typeorm';
import type { JobLock } from '../database/jobs/run-job.js';
import { instantOf, later, type Instant } from '../junction/instant.js';
import type { JunctionClient } from '../junction/client.js';
import type { Findings } from './findings.js';
import { createDryRunIntake, type Intake } from './intake.js';
import { readAppointments } from './appointments.js';
import { readPlaceholders } from './placeholders.js';
import { readProgress, saveProgress } from './progress.js';
import { attempt, startRun, type SyncRun } from './run.js';
import { readSilentTransactions } from './silent-transactions.js';
import { readUpdatedOrders } from './updated-orders.js';
import { DAY_MS, HOUR_MS, shifted } from './window.js';

/** The overlap of each run with the previous one: clocks differ, and changes become visible late. */
const OVERLAP_MS = HOUR_MS;
/** The reach of the first run: Junction gives up webhooks after 28 hours, and an endpoint after five days. */
const FIRST_REACH_MS = 7 * DAY_MS;

export interface ReconcileOptions {
  readonly dataSource: DataSource;
  readonly lock: JobLock;
  readonly client: JunctionClient;
  readonly intake: Intake;
  /** Reads the updates since this time; default: since the last success. */
  readonly since?: Instant | undefined;
}

/**
 * Finds and ingests what webhooks missed: orders updated since the last success, unfinished transactions without a
 * recent change, orders without a report of their own, and the appointments of orders before their draw.
 *
 * The watermark comes from Junction's own times, and moves only when all orders and transactions could be read.
 */
export async function reconcile({ since, lock, ...parts }: ReconcileOptions): Promise<Findings> {
  const run = startRun({ ...parts, lock });
  const watermark = await readWatermark(run.dataSource);
  const reached = await readEverything(run, since ?? startOf(watermark));
  lock.signal.throwIfAborted();
  const newest = later(watermark, reached);
  if (newest !== null && run.findings.failures.length === 0) {
    const progress = { since: null, reached: newest };
    await lock.write((manager) => saveProgress(manager, 'RECONCILE', progress));
  }
  // Each run requests all of these again, so their failures do not delay the watermark.
  await readAppointments(run);
  return run.findings;
}

/** Finds the same without changing anything: the findings are the differences between the mirror and Junction. */
export async function findDrift({
  since,
  ...parts
}: Pick<ReconcileOptions, 'dataSource' | 'client' | 'since'>): Promise<Findings> {
  const run = startRun({ ...parts, intake: createDryRunIntake(parts.dataSource), lock: null });
  await readEverything(run, since ?? startOf(await readWatermark(run.dataSource)));
  await readAppointments(run);
  return run.findings;
}

/** @returns the newest update time of the orders in the window. */
async function readEverything(run: SyncRun, from: Instant): Promise<Instant | null> {
  let reached: Instant | null = null;
  await attempt(run, `orders updated since ${from}`, async () => {
    reached = await readUpdatedOrders(run, { from, until: null });
  });
  await readSilentTransactions(run);
  await readPlaceholders(run);
  return reached;
}

async function readWatermark({ manager }: DataSource): Promise<Instant | null> {
  return (await readProgress(manager, 'RECONCILE'))?.reached ?? null;
}

function startOf(watermark: Instant | null): Instant {
  return watermark === null
    ? instantOf(new Date(Date.now() - FIRST_REACH_MS))
    : shifted(watermark, -OVERLAP_MS);
}
