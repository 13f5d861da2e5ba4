import type { EntityManager } from 'typeorm';
import { LabOrderEntity } from '../store/entities.js';
import { readOrders } from './order-pages.js';
import { attempt, type SyncRun } from './run.js';
import { takeListed } from './updated-orders.js';

/** The ids are part of the URL, whose length some proxies limit. */
const IDS_PER_CALL = 50;

/** Requests from Junction the orders without a report of their own. */
export async function readPlaceholders(run: SyncRun): Promise<void> {
  const ids = await findPlaceholders(run.dataSource.manager);
  for (let start = 0; start < ids.length; start += IDS_PER_CALL) {
    const batch = ids.slice(start, start + IDS_PER_CALL);
    await attempt(run, `${batch.length} orders from ${batch[0]}`, () => readById(run, batch));
  }
}

/** Orders without a report of their own: only other orders' blocks contain their current status. */
async function findPlaceholders(manager: EntityManager): Promise<string[]> {
  const orders = await manager
    .createQueryBuilder(LabOrderEntity, 'it')
    .select('it.id')
    .where(`it.status IS NULL OR strpos(it.status, '.') = 0`)
    .orderBy('it.id')
    .getMany();
  return orders.map(({ id }) => id);
}

async function readById(run: SyncRun, ids: readonly string[]): Promise<void> {
  const received = new Set<string>();
  await readOrders(run.client, { orderIds: ids }, async (orders) => {
    for (const { id } of orders) if (id !== null) received.add(id);
    await takeListed(run, orders);
  });
  for (const id of ids.filter((it) => !received.has(it))) run.findings.recordAbsent(`order ${id}`);
}
