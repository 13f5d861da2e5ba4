import { In, IsNull, Not } from 'typeorm';
import { field } from '../junction/tolerant.js';
import { LabOrderEntity } from '../store/entities.js';
import type { OrderReport } from '../orders/facts.js';
import { readUserId } from '../orders/read-report.js';
import { attempt, type SyncRun } from './run.js';

/**
 * Adds the company's own id of the patient to reports: webhooks contain it, and the REST API's orders do not. It is
 * requested once for each patient, and only where the mirror does not contain the person of an order, or contains the
 * person of another patient: a kit can change its patient at registration.
 */
export async function withPatients(
  run: SyncRun,
  reports: readonly OrderReport[],
): Promise<OrderReport[]> {
  const patientsOfOrders = await knownPatients(
    run,
    reports.map(({ orderId }) => orderId),
  );
  const isKnown = ({ orderId, junctionUserId }: OrderReport) =>
    patientsOfOrders.get(orderId) === junctionUserId;
  const unknown = reports.filter((report) => !isKnown(report));
  const patients = new Set(unknown.map(({ junctionUserId }) => junctionUserId));
  await Promise.all([...patients].map((id) => readPatient(run, id)));
  return reports.map((report) =>
    isKnown(report)
      ? report
      : { ...report, userId: run.patients.get(report.junctionUserId) ?? null },
  );
}

/** Junction's id of the patient of each order whose person is known, by the id of the order. */
async function knownPatients(
  { dataSource }: SyncRun,
  orderIds: string[],
): Promise<Map<string, string | null>> {
  const orders = await dataSource.manager.find(LabOrderEntity, {
    select: { id: true, junctionUserId: true },
    where: { id: In(orderIds), userId: Not(IsNull()) },
  });
  return new Map(orders.map(({ id, junctionUserId }) => [id, junctionUserId]));
}

async function readPatient(run: SyncRun, junctionUserId: string): Promise<void> {
  if (run.patients.has(junctionUserId)) return;
  await attempt(run, `patient ${junctionUserId}`, async () => {
    const user = await run.client.user(junctionUserId);
    run.patients.set(junctionUserId, readUserId(field(user, 'client_user_id')));
  });
}
