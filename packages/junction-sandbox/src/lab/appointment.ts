import type { serialization } from '@junction-api/sdk';
import type { Instant } from '../instant.js';
import { uuidFor } from '../names.js';
import type { CollectionMethod, Order } from './transaction.js';

export type AppointmentKind = 'psc' | 'phlebotomy';
/** Junction's word for an event of an appointment; `scheduled` is the status `confirmed`. */
export type AppointmentEventStatus = serialization.AppointmentEventStatus.Raw;

export const APPOINTMENT_MINUTES = 15;

const KINDS: Readonly<Partial<Record<CollectionMethod, AppointmentKind>>> = {
  walk_in_test: 'psc',
  at_home_phlebotomy: 'phlebotomy',
};

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

/** The kind of appointment for a collection method; null for methods without appointments. */
export function appointmentKindOf(method: CollectionMethod): AppointmentKind | null {
  return KINDS[method] ?? null;
}

/** The word of the newest event. */
export function appointmentStatus({ events }: Appointment): AppointmentEventStatus {
  return events.at(-1)?.status ?? 'pending';
}

/** The one appointment that is neither cancelled nor completed. */
export function activeAppointment({ appointments = [] }: Order): Appointment | null {
  const isOver = (it: Appointment) => ['cancelled', 'completed'].includes(appointmentStatus(it));
  return appointments.findLast((it) => !isOver(it)) ?? null;
}

/** The appointment that an order refers to: the newest one that was not cancelled. */
export function currentAppointment({ appointments = [] }: Order): Appointment | null {
  return appointments.findLast((it) => appointmentStatus(it) !== 'cancelled') ?? null;
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

/** The appointment after an event. @param startAt unless given, the time stays the same */
export function withEvent(
  appointment: Appointment,
  event: AppointmentEvent,
  startAt = appointment.startAt,
): Appointment {
  return { ...appointment, startAt, events: [...appointment.events, event] };
}

/** The order with the appointment as its newest one, in place of an earlier state of it. */
export function withAppointment(order: Order, appointment: Appointment): Order {
  const others = (order.appointments ?? []).filter(({ id }) => id !== appointment.id);
  return { ...order, appointments: [...others, appointment] };
}

/** When the appointment ends; null while it has no time. */
export function endOf({ startAt }: Appointment): Date | null {
  return startAt && new Date(Date.parse(startAt) + APPOINTMENT_MINUTES * 60_000);
}
