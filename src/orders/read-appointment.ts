import { parseInstant } from '../junction/instant.js';
import { readLabAddress } from '../junction/lab-address.js';
import {
  asBoolean,
  asList,
  asObject,
  field,
  filledText,
  type JsonObject,
} from '../junction/tolerant.js';
import { parseUuid } from '../junction/uuid.js';
import type {
  AppointmentEvent,
  AppointmentReport,
  ReportedAppointment,
} from './appointment-facts.js';
import { demand, MAX_EVENTS, ownerId, readUserId, UnreadableError } from './read-report.js';

/** The only type of appointment whose address is not a home's. */
export const SITE_TYPE = 'patient_service_center';

/**
 * Parses Junction's `ClientFacingAppointment`. Responses of the REST API without events, as in Junction's
 * documentation, are unreadable.
 *
 * @param envelope the webhook that contained the appointment; an appointment without it links nothing.
 * @throws UnreadableError
 */
export function readAppointmentReport(
  value: unknown,
  envelope: JsonObject | null = null,
): AppointmentReport {
  const appointment = asObject(value);
  if (appointment === null) throw new UnreadableError('NOT_AN_OBJECT');
  const link = readLink(appointment, envelope);
  return {
    kind: 'APPOINTMENT',
    orderId: demand(parseUuid(field(appointment, 'order_id')), 'ORDER_ID'),
    ...(link !== null && { transactionId: link }),
    userId: readUserId(field(envelope, 'client_user_id')),
    appointment: readAppointment(appointment),
  };
}

function readAppointment(appointment: JsonObject): ReportedAppointment {
  const type = filledText(appointment, 'type');
  return {
    id: demand(parseUuid(field(appointment, 'id')), 'APPOINTMENT_ID'),
    type,
    status: filledText(appointment, 'status') ?? filledText(appointment, 'event_status'),
    provider: filledText(appointment, 'provider'),
    startAt: parseInstant(field(appointment, 'start_at')),
    endAt: parseInstant(field(appointment, 'end_at')),
    timeZone: filledText(appointment, 'iana_timezone'),
    siteAddress: type === SITE_TYPE ? readLabAddress(field(appointment, 'address')) : null,
    confirmationCode: filledText(appointment, 'external_id'),
    canReschedule: asBoolean(field(appointment, 'can_reschedule')),
    ...readEvents(appointment),
  };
}

function readEvents(appointment: JsonObject): Pick<ReportedAppointment, 'eventCount' | 'events'> {
  const listed = asList(field(appointment, 'events'));
  if (listed.length > MAX_EVENTS) throw new UnreadableError('TOO_LARGE');
  const events = listed.map(readEvent).filter((it) => it !== null);
  if (events.length === 0) throw new UnreadableError('EVENTS');
  return { eventCount: listed.length, events };
}

function readEvent(value: unknown): AppointmentEvent | null {
  const event = asObject(value);
  const status = filledText(event, 'status');
  const createdAt = parseInstant(field(event, 'created_at'));
  return status === null || createdAt === null ? null : { status, createdAt };
}

/** An appointment links its order to a transaction only where it also names a team and a patient. */
function readLink(appointment: JsonObject, envelope: JsonObject | null): string | null {
  const isOwned =
    ownerId('team_id', appointment, envelope) !== null &&
    ownerId('user_id', appointment, envelope) !== null;
  return isOwned ? parseUuid(field(appointment, 'order_transaction_id')) : null;
}
