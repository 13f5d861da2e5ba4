import { readOrders } from './order-pages.js';
import { attempt, type SyncRun } from './run.js';
import { findPlaceholders } from './candidates.js';
import { takeListed } from './updated-orders.js';

/** Ids stand in the URL: more would make it too long for some proxies. */
const IDS_PER_CALL = 50;

/** Asks Junction for the orders that are only known from others. */
export async function readPlaceholders(run: SyncRun): Promise<void> {
  const ids = await findPlaceholders(run.dataSource.manager);
  for (let start = 0; start < ids.length; start += IDS_PER_CALL) {
    const asked = ids.slice(start, start + IDS_PER_CALL);
    await attempt(run, `${asked.length} orders from ${asked[0]}`, () => readById(run, asked));
  }
}

async function readById(run: SyncRun, ids: readonly string[]): Promise<void> {
  const told = new Set<string>();
  await readOrders(run.client, { orderIds: ids }, async (orders) => {
    for (const { id } of orders) if (id !== null) told.add(id);
    await takeListed(run, orders);
  });
  for (const id of ids.filter((it) => !told.has(it))) run.findings.noteAbsent(`order ${id}`);
}
