import type { serialization } from '@junction-api/sdk';
import { instantOf } from '../instant.js';
import { appointmentStatus, endOf, type Appointment } from '../lab/appointment.js';
import type { Order, Transaction } from '../lab/transaction.js';
import { APPOINTMENT_SITE } from './collection-sites.js';
import { TEAM_ID, userId } from './owners.js';

const { metadata, location, site_code: siteCode } = APPOINTMENT_SITE;
const AT_SITE = {
  type: 'patient_service_center',
  provider: 'quest',
  provider_id: siteCode,
  location,
  address: {
    first_line: metadata.first_line,
    second_line: metadata.second_line,
    city: metadata.city,
    state: metadata.state,
    zip_code: metadata.zip_code,
  },
} as const;
/** A fictional home, including data that a receiver should not store. */
const AT_HOME = {
  type: 'phlebotomy',
  provider: 'getlabs',
  provider_id: 'SANDBOX',
  location: { lng: -122.4, lat: 37.7 },
  address: {
    first_line: '1 Test Street',
    city: 'Test City',
    state: 'CA',
    zip_code: '00000',
    access_notes: 'Canary note: ring twice',
  },
} as const;

/** `ClientFacingAppointment`. */
export function appointmentBody(
  transaction: Transaction,
  order: Order,
  appointment: Appointment,
): serialization.ClientFacingAppointment.Raw {
  const { id, kind, startAt, events } = appointment;
  const status = appointmentStatus(appointment);
  const end = endOf(appointment);
  const isConfirmed = events.some((event) => event.status === 'scheduled');
  return {
    id,
    user_id: userId(transaction),
    order_id: order.id,
    order_transaction_id: transaction.id,
    ...(kind === 'psc' ? AT_SITE : AT_HOME),
    start_at: startAt,
    end_at: end && instantOf(end),
    iana_timezone: 'America/Los_Angeles',
    status: status === 'scheduled' ? 'confirmed' : status,
    event_status: status,
    external_id: isConfirmed ? id.slice(0, 8).toUpperCase() : null,
    can_reschedule: status === 'scheduled' || status === 'reserved',
    appointment_notes: null,
    event_data: null,
    events: events.map((event) => ({
      created_at: event.createdAt,
      status: event.status,
      data: null,
    })),
  };
}

export function appointmentWebhook(
  transaction: Transaction,
  order: Order,
  appointment: Appointment,
): serialization.ClientFacingAppointmentChanged.Raw {
  return {
    event_type:
      appointment.events.length === 1
        ? 'labtest.appointment.created'
        : 'labtest.appointment.updated',
    user_id: userId(transaction),
    client_user_id: transaction.clientUserId,
    team_id: TEAM_ID,
    data: appointmentBody(transaction, order, appointment),
  };
}
