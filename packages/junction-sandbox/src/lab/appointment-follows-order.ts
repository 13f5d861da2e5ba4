import { instantOf, type Instant } from '../instant.js';
import {
  activeAppointment,
  appointmentKindOf,
  endOf,
  newAppointment,
  withEvent,
  type Appointment,
} from './appointment.js';
import { highStatusOf, lowStatusOf } from './status.js';
import type { CollectionMethod, Order, OrderEvent, OrderStatus } from './transaction.js';

/** Hours from the confirmation of an appointment to its time, unless a journey sets another value. */
const HOURS_TO_APPOINTMENT = 6;
const HALF_HOUR_MS = 30 * 60_000;
const DRAWN_PHASES = ['sample_with_lab', 'completed', 'failed'];
const DRAWN_STATUSES = ['draw_completed', 'redraw_available'];

/**
 * The effect of an order's next event on its appointment, in journeys and simulations, where no customer books it.
 *
 * @param hours from the event to the time of an appointment that it confirms
 * @returns the appointment's new state, or null when it does not change
 */
export function appointmentAt(
  order: Order,
  method: CollectionMethod,
  { createdAt, status }: OrderEvent,
  hours = HOURS_TO_APPOINTMENT,
): Appointment | null {
  const kind = appointmentKindOf(method);
  if (kind === null) return null;
  const active = activeAppointment(order);
  const booked = active ?? newAppointment(order, kind);
  const startAt = halfHourAfter(createdAt, hours);
  switch (lowStatusOf(status)) {
    case 'appointment_pending':
      // Sites offer slots. A provider that visits the home sets the time.
      return active
        ? null
        : withEvent(booked, { createdAt, status: 'pending' }, kind === 'psc' ? startAt : null);
    case 'appointment_scheduled': {
      const isMoved = booked.events.some((event) => event.status === 'scheduled');
      const time = isMoved ? startAt : (booked.startAt ?? startAt);
      return withEvent(booked, { createdAt, status: 'scheduled' }, time);
    }
    case 'appointment_cancelled':
      return active && withEvent(active, { createdAt, status: 'cancelled' });
    case 'cancelled':
      // Junction cancels home visits with their order, but never visits at a site.
      return kind === 'phlebotomy'
        ? active && withEvent(active, { createdAt, status: 'cancelled' })
        : null;
    default:
      return isDrawn(status) ? active && completed(active, createdAt) : null;
  }
}

function isDrawn(status: OrderStatus): boolean {
  return (
    DRAWN_PHASES.includes(highStatusOf(status)) || DRAWN_STATUSES.includes(lowStatusOf(status))
  );
}

/** Completes the appointment at its planned end, or at `latest` when the planned end is not plausible. */
function completed(appointment: Appointment, latest: Instant): Appointment {
  const end = endOf(appointment);
  const earliest = appointment.events.at(-1)?.createdAt ?? latest;
  const planned = end && instantOf(end);
  const isPlausible = planned !== null && planned > earliest && planned < latest;
  return withEvent(appointment, { createdAt: isPlausible ? planned : latest, status: 'completed' });
}

function halfHourAfter(time: Instant, hours: number): Instant {
  const earliest = Date.parse(time) + hours * 2 * HALF_HOUR_MS;
  return instantOf(new Date(Math.ceil(earliest / HALF_HOUR_MS) * HALF_HOUR_MS));
}
