import { instantOf, later, type Instant } from '../junction/instant.js';
import type { OrderReport } from '../orders/facts.js';
import { readOrders, type ListedOrder } from './order-pages.js';
import { withPatients } from './patients.js';
import type { SyncRun } from './run.js';
import type { Window } from './window.js';

/**
 * Reads and ingests the orders that were updated in a window.
 *
 * @returns the newest update time among them, by Junction's clock but never in the future: one order with a wrong time
 * must not hide all later ones. Null when there are none.
 * @throws UpstreamError
 */
export async function readUpdatedOrders(
  run: SyncRun,
  { from, until }: Window,
): Promise<Instant | null> {
  let newest: Instant | null = null;
  const filter = { updatedFrom: from, ...(until && { updatedUntil: until }) };
  await readOrders(run.client, filter, async (orders) => {
    const now = instantOf(new Date());
    for (const { updatedAt } of await takeListed(run, orders)) {
      newest = later(newest, updatedAt < now ? updatedAt : now);
    }
  });
  return newest;
}

/** Ingests readable orders and records unreadable ones. @returns the readable reports */
export async function takeListed(
  run: SyncRun,
  orders: readonly ListedOrder[],
): Promise<readonly OrderReport[]> {
  const reports: OrderReport[] = [];
  for (const order of orders) {
    if ('report' in order) reports.push(order.report);
    else {
      const subject = `order ${order.id ?? 'without an id'}`;
      run.findings.recordFailure(subject, `unreadable: ${order.problem}`);
    }
  }
  const named = await withPatients(run, reports);
  await run.intake(named, run.findings);
  return named;
}
