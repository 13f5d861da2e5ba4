import { In, IsNull, Not } from 'typeorm';
import { field } from '../junction/tolerant.js';
import { LabOrderEntity } from '../store/entities.js';
import type { OrderReport } from '../orders/facts.js';
import { readUserId } from '../orders/read-report.js';
import { attempt, type SyncRun } from './run.js';

/**
 * The reports with the company's own id of the patient, which webhooks carry and the REST API's orders do not. Junction
 * is asked once a patient, and only where the mirror does not know whose an order is.
 */
export async function withPatients(
  run: SyncRun,
  reports: readonly OrderReport[],
): Promise<OrderReport[]> {
  const owned = await ordersWithOwner(
    run,
    reports.map(({ orderId }) => orderId),
  );
  const orphans = reports.filter(({ orderId }) => !owned.has(orderId));
  const patients = new Set(orphans.map(({ junctionUserId }) => junctionUserId));
  await Promise.all([...patients].map((id) => askFor(run, id)));
  return reports.map((report) =>
    owned.has(report.orderId)
      ? report
      : { ...report, userId: run.patients.get(report.junctionUserId) ?? null },
  );
}

async function ordersWithOwner({ dataSource }: SyncRun, orderIds: string[]): Promise<Set<string>> {
  const orders = await dataSource.manager.find(LabOrderEntity, {
    select: { id: true },
    where: { id: In(orderIds), userId: Not(IsNull()) },
  });
  return new Set(orders.map(({ id }) => id));
}

async function askFor(run: SyncRun, junctionUserId: string): Promise<void> {
  if (run.patients.has(junctionUserId)) return;
  await attempt(run, `patient ${junctionUserId}`, async () => {
    const user = await run.client.user(junctionUserId);
    run.patients.set(junctionUserId, readUserId(field(user, 'client_user_id')));
  });
}
