import type { serialization } from '@junction-api/sdk';
import { instantOf, type Instant } from '../instant.js';
import { uuidFor } from '../names.js';
import type { Order } from './transaction.js';

export type AppointmentKind = 'psc' | 'phlebotomy';
/** Junction's word for an event of an appointment; `scheduled` is the status `confirmed`. */
export type AppointmentEventStatus = serialization.AppointmentEventStatus.Raw;

export interface Appointment {
  readonly id: string;
  readonly kind: AppointmentKind;
  /** Null until the provider has set a time. */
  readonly startAt: Instant | null;
  /** Two of them can be equal: moving an appointment repeats the word. */
  readonly events: readonly AppointmentEvent[];
}

export interface AppointmentEvent {
  readonly createdAt: Instant;
  readonly status: AppointmentEventStatus;
}

/** The word of the newest event. */
export function appointmentStatus({ events }: Appointment): AppointmentEventStatus {
  return events.at(-1)?.status ?? 'pending';
}

/** The one appointment of a kind that is neither cancelled nor completed. */
export function activeAppointment(
  { appointments = [] }: Order,
  kind: AppointmentKind,
): Appointment | null {
  const isOver = (it: Appointment) => ['cancelled', 'completed'].includes(appointmentStatus(it));
  return appointments.findLast((it) => it.kind === kind && !isOver(it)) ?? null;
}

export function newAppointment(
  { id, appointments = [] }: Order,
  kind: AppointmentKind,
): Appointment {
  return {
    id: uuidFor(id, 'appointment', String(appointments.length)),
    kind,
    startAt: null,
    events: [],
  };
}

/** The appointment after an event that happens now. @param startAt unless given, the time stays the same */
export function withEvent(
  appointment: Appointment,
  status: AppointmentEventStatus,
  startAt = appointment.startAt,
): Appointment {
  const event = { createdAt: instantOf(new Date()), status };
  return { ...appointment, startAt, events: [...appointment.events, event] };
}
