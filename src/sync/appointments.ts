import type { EntityManager } from 'typeorm';
import { instantOf, type Instant } from '../junction/instant.js';
import type { JsonObject } from '../junction/tolerant.js';
import { UpstreamError } from '../junction/upstream-error.js';
import type { AppointmentAbsence } from '../orders/appointment-facts.js';
import { cancels, type AppointmentVersion } from '../orders/appointments.js';
import type { Fact } from '../orders/facts.js';
import { readAppointmentReport } from '../orders/read-appointment.js';
import { UnreadableError } from '../orders/read-report.js';
import { IS_BOOKED } from '../store/appointment-conditions.js';
import { LabAppointmentEntity } from '../store/appointment-entities.js';
import { findOrdersToCheck, type OrderToCheck } from '../store/orders-to-check.js';
import { attemptEach, type SyncRun } from './run.js';

/** How Junction's path names the appointments of a collection method. */
const APPOINTMENT_KINDS = { walk_in_test: 'psc', at_home_phlebotomy: 'phlebotomy' } as const;

/**
 * Requests the active appointment of each order before its draw, and of each cancelled order with a future appointment:
 * a change of an appointment may leave its order unchanged.
 */
export async function readAppointments(run: SyncRun): Promise<void> {
  const orders = await findOrdersToCheck(run.dataSource.manager);
  const subjectOf = ({ id }: OrderToCheck) => `appointment of order ${id}`;
  await attemptEach(run, orders, subjectOf, (order) => readAppointment(run, order));
}

async function readAppointment(
  { client, dataSource, intake, findings }: SyncRun,
  { id, collectionMethod }: OrderToCheck,
): Promise<void> {
  const askedAt = instantOf(new Date());
  let response: JsonObject | null;
  try {
    response = await client.appointment(id, APPOINTMENT_KINDS[collectionMethod]);
  } catch (error) {
    // Junction books no appointments for the order: this is not a failure.
    if (error instanceof UpstreamError && error.code === 'UPSTREAM_REJECTED') return;
    throw error;
  }
  const facts =
    response === null ? await absencesOf(dataSource.manager, id, askedAt) : reportIn(response, id);
  if (facts.length > 0) await intake(facts, findings);
}

/** A response without events cannot be compared with the mirror. */
function reportIn(response: JsonObject, orderId: string): Fact[] {
  try {
    const report = readAppointmentReport(response);
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
  askedAt: Instant,
): Promise<AppointmentAbsence[]> {
  const rows = await manager
    .createQueryBuilder(LabAppointmentEntity, 'appointment')
    .select(`record -> 'newest'`, 'newest')
    .where({ orderId })
    .andWhere(IS_BOOKED)
    .getRawMany<{ newest: AppointmentVersion }>();
  return rows
    .filter(({ newest }) => cancels({ eventCount: newest.eventCount, askedAt }, newest))
    .map(({ newest: { id: appointmentId, eventCount } }) => ({
      kind: 'NO_APPOINTMENT',
      ...{ orderId, appointmentId, eventCount, askedAt },
    }));
}
