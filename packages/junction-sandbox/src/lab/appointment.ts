import type { serialization } from '@junction-api/sdk';
import type { Instant } from '../instant.js';
import { uuidFor } from '../names.js';
import type { CollectionMethod, Order } from './transaction.js';

export type AppointmentKind = 'psc' | 'phlebotomy';
/** Junction's name for an event of an appointment. The event `scheduled` sets the status `confirmed`. */
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
  /** Consecutive events can have the same name: rescheduling an appointment repeats it. */
  readonly events: readonly AppointmentEvent[];
}

export interface AppointmentEvent {
  readonly createdAt: Instant;
  readonly status: AppointmentEventStatus;
}

/** The kind of appointment for a collection method; null when the method has none. */
export function appointmentKindOf(method: CollectionMethod): AppointmentKind | null {
  return KINDS[method] ?? null;
}

/** The name of the newest event. */
export function appointmentStatus({ events }: Appointment): AppointmentEventStatus {
  return events.at(-1)?.status ?? 'pending';
}

/** The only appointment that is neither cancelled nor completed. */
export function activeAppointment({ appointments = [] }: Order): Appointment | null {
  const isOver = (it: Appointment) => ['cancelled', 'completed'].includes(appointmentStatus(it));
  return appointments.findLast((it) => !isOver(it)) ?? null;
}

/** The appointment that an order refers to: the newest one that is not cancelled. */
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

/** The appointment after an event. @param startAt the new time; by default, the time does not change */
export function withEvent(
  appointment: Appointment,
  event: AppointmentEvent,
  startAt = appointment.startAt,
): Appointment {
  return { ...appointment, startAt, events: [...appointment.events, event] };
}

/** Returns the order with this appointment as its newest one. It replaces an earlier state of the same appointment. */
export function withAppointment(order: Order, appointment: Appointment): Order {
  const others = (order.appointments ?? []).filter(({ id }) => id !== appointment.id);
  return { ...order, appointments: [...others, appointment] };
}

/** The end of the appointment; null while it has no time. */
export function endOf({ startAt }: Appointment): Date | null {
  return startAt && new Date(Date.parse(startAt) + APPOINTMENT_MINUTES * 60_000);
}
