import type { Instant } from './instant.js';
import {
  activeAppointment,
  newAppointment,
  withEvent,
  type Appointment,
  type AppointmentEventStatus,
  type AppointmentKind,
} from './lab/appointment.js';
import { nowAfter } from './lab/event-now.js';
import { bookedStatus, changeAppointment } from './lab/order-follows-appointment.js';
import { placementAfter, type Placement } from './placement.js';
import type { StepWriter } from './step-writer.js';

/** An appointment with its order, both in their current state. */
export interface Appointed {
  readonly placement: Placement;
  readonly appointment: Appointment;
}

/** Books, reschedules, confirms and cancels appointments. Stores each change at once and sends its webhooks. */
export class AppointmentDesk {
  constructor(private readonly writer: StepWriter) {}

  /** @param startAt null when the provider must set a time. @returns null when there is an active appointment */
  book(placement: Placement, kind: AppointmentKind, startAt: Instant | null): Appointed | null {
    const { order } = placement;
    if (activeAppointment(order) !== null) return null;
    const status = startAt === null ? 'pending' : bookedStatus(order);
    return this.write(placement, newAppointment(order, kind), status, startAt);
  }

  /** Reschedules the active appointment. @returns null when there is none */
  move(placement: Placement, startAt: Instant): Appointed | null {
    return this.change(placement, bookedStatus(placement.order), startAt);
  }

  /** Adds an event to the active appointment. @returns null when there is none */
  change(
    placement: Placement,
    status: AppointmentEventStatus,
    startAt?: Instant,
  ): Appointed | null {
    const active = activeAppointment(placement.order);
    return active && this.write(placement, active, status, startAt ?? active.startAt);
  }

  private write(
    { transaction, order }: Placement,
    earlier: Appointment,
    status: AppointmentEventStatus,
    startAt: Instant | null,
  ): Appointed {
    const event = { createdAt: nowAfter(transaction), status };
    const appointment = withEvent(earlier, event, startAt);
    const steps = changeAppointment(transaction, order.origin, appointment);
    this.writer.write(steps);
    return { placement: placementAfter(steps, order.origin), appointment };
  }
}
