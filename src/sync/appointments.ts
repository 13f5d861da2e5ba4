import type { EntityManager } from 'typeorm';
import { instantOf } from '../junction/instant.js';
import type { JsonObject } from '../junction/tolerant.js';
import { UpstreamError } from '../junction/upstream-error.js';
import type { AppointmentAbsence } from '../orders/appointment-facts.js';
import { cancels, type AppointmentVersion } from '../orders/appointments.js';
import type { Fact } from '../orders/facts.js';
import { readAppointmentReport } from '../orders/read-appointment.js';
import { UnreadableError } from '../orders/read-report.js';
import { IS_BOOKED } from '../store/appointment-conditions.js';
import { APPOINTMENT_KINDS, findOrdersToCheck, type OrderToCheck } from './orders-to-check.js';
import { attempt, type SyncRun } from './run.js';

/** The number of concurrent calls of a job. */
const CONCURRENCY = 4;

/**
 * Requests the active appointment of each order before its draw, and of each cancelled order with a future appointment:
 * a change of an appointment may leave its order unchanged.
 */
export async function readAppointments(run: SyncRun): Promise<void> {
  const orders = await findOrdersToCheck(run.dataSource.manager);
  for (let start = 0; start < orders.length; start += CONCURRENCY) {
    await Promise.all(
      orders
        .slice(start, start + CONCURRENCY)
        .map((order) =>
          attempt(run, `appointment of order ${order.id}`, () => readAppointment(run, order)),
        ),
    );
  }
}

async function readAppointment(run: SyncRun, order: OrderToCheck): Promise<void> {
  const askedAt = instantOf(new Date());
  const answer = await requestAppointment(run, order);
  if (answer === 'REJECTED') return;
  const facts =
    answer === null
      ? await absencesOf(run.dataSource.manager, order.id, askedAt)
      : reportIn(answer, order.id);
  if (facts.length > 0) await run.intake(facts, run.findings);
}

/** Junction rejects the request where it books no appointments for the order: this is not a failure. */
async function requestAppointment(
  { client }: SyncRun,
  { id, collectionMethod }: OrderToCheck,
): Promise<JsonObject | null | 'REJECTED'> {
  try {
    return await client.appointment(id, APPOINTMENT_KINDS[collectionMethod]);
  } catch (error) {
    if (error instanceof UpstreamError && error.code === 'UPSTREAM_REJECTED') return 'REJECTED';
    throw error;
  }
}

/** A response without events cannot be compared with the mirror. */
function reportIn(answer: JsonObject, orderId: string): Fact[] {
  try {
    const report = readAppointmentReport(answer);
    return report.orderId === orderId ? [report] : [];
  } catch (error) {
    if (error instanceof UnreadableError) return [];
    throw error;
  }
}

/** Returns the appointments that an absence cancels. Other absences are not recorded. */
async function absencesOf(
  manager: EntityManager,
  orderId: string,
  askedAt: AppointmentAbsence['askedAt'],
): Promise<AppointmentAbsence[]> {
  const rows: { newest: AppointmentVersion }[] = await manager.query(
    `SELECT record -> 'newest' AS newest FROM lab_appointment
     WHERE order_id = $1 AND ${IS_BOOKED}`,
    [orderId],
  );
  return rows
    .filter(({ newest }) => cancels({ eventCount: newest.eventCount, askedAt }, newest))
    .map(({ newest: { id: appointmentId, eventCount } }) => ({
      kind: 'NO_APPOINTMENT',
      ...{ orderId, appointmentId, eventCount, askedAt },
    }));
}
