import type { serialization } from '@junction-api/sdk';
import { instantOf } from '../instant.js';
import { appointmentStatus, type Appointment } from '../lab/appointment.js';
import type { Order, Transaction } from '../lab/transaction.js';
import { TEAM_ID, userId } from './owners.js';

const LENGTH_MS = 15 * 60_000;
const SITE = { first_line: '100 Sample Avenue', city: 'Test City', state: 'CA', zip_code: '00000' };
/** A fictional home, with what a receiver should not store. */
const HOME = {
  first_line: '1 Test Street',
  city: 'Test City',
  state: 'CA',
  zip_code: '00000',
  access_notes: 'Canary note: ring twice',
};

/** `ClientFacingAppointment`. */
export function appointmentBody(
  transaction: Transaction,
  order: Order,
  appointment: Appointment,
): serialization.ClientFacingAppointment.Raw {
  const { id, kind, startAt, events } = appointment;
  const status = appointmentStatus(appointment);
  const isAtSite = kind === 'psc';
  return {
    id,
    user_id: userId(transaction),
    order_id: order.id,
    order_transaction_id: transaction.id,
    address: isAtSite ? SITE : HOME,
    location: { lng: -122.4, lat: 37.7 },
    start_at: startAt,
    end_at: startAt && instantOf(new Date(Date.parse(startAt) + LENGTH_MS)),
    iana_timezone: 'America/Los_Angeles',
    type: isAtSite ? 'patient_service_center' : 'phlebotomy',
    provider: isAtSite ? 'quest' : 'getlabs',
    status: status === 'scheduled' ? 'confirmed' : status,
    event_status: status,
    provider_id: 'SANDBOX',
    external_id: status === 'pending' ? null : id.slice(0, 8).toUpperCase(),
    can_reschedule: status === 'scheduled',
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
