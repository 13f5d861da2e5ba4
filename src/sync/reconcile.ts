import type { Pool } from 'pg';
import { later, type Instant } from '../junction/instant.js';
import type { JunctionClient } from '../junction/client.js';
import type { Findings } from './findings.js';
import { createRehearsal, type Intake } from './intake.js';
import { readPlaceholders } from './placeholders.js';
import { readProgress, saveProgress } from './progress.js';
import { attempt, startRun, type SyncRun } from './run.js';
import { readSilentTransactions } from './silent-transactions.js';
import { readUpdatedOrders } from './updated-orders.js';
import { DAY_MS, HOUR_MS, instantOf, shifted } from './window.js';

/** How far each run reaches back behind the last one: clocks differ, and changes become visible late. */
const OVERLAP_MS = HOUR_MS;
/** How far the first run reaches back: webhooks are given up after 28 hours, an endpoint after five days. */
const FIRST_REACH_MS = 7 * DAY_MS;

export interface ReconcileOptions {
  readonly pool: Pool;
  readonly client: JunctionClient;
  readonly intake: Intake;
  /** Reads what was updated since then; default: since the last success. */
  readonly since?: Instant | undefined;
}

/**
 * Finds what webhooks missed and takes it in: orders updated since the last success, unfinished transactions that have
 * been silent for too long, and orders that are only known from others.
 *
 * The watermark comes from Junction's own times, and moves only after a run without any failure.
 */
export async function reconcile({ since, ...parts }: ReconcileOptions): Promise<Findings> {
  const run = startRun(parts);
  const watermark = await readWatermark(run.pool);
  const reached = await readEverything(run, since ?? startOf(watermark));
  const newest = later(watermark, reached);
  if (newest !== null && run.findings.failures.length === 0) {
    await saveProgress(run.pool, 'RECONCILE', { since: null, reached: newest });
  }
  return run.findings;
}

/** Finds the same, and changes nothing: the findings tell how the mirror differs from Junction. */
export async function findDrift({
  since,
  ...parts
}: Omit<ReconcileOptions, 'intake'>): Promise<Findings> {
  const run = startRun({ ...parts, intake: createRehearsal(parts.pool) }, true);
  await readEverything(run, since ?? startOf(await readWatermark(run.pool)));
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

async function readWatermark(pool: Pool): Promise<Instant | null> {
  return (await readProgress(pool, 'RECONCILE'))?.reached ?? null;
}

function startOf(watermark: Instant | null): Instant {
  return watermark === null
    ? instantOf(new Date(Date.now() - FIRST_REACH_MS))
    : shifted(watermark, -OVERLAP_MS);
}
