import type { FaultyCourier } from './delivery/faulty-courier.js';
import type { Instant } from './instant.js';
import type { JsonFolder } from './json-folder.js';
import {
  activeAppointment,
  appointmentStatus,
  newAppointment,
  withEvent,
  type Appointment,
  type AppointmentEventStatus,
  type AppointmentKind,
} from './lab/appointment.js';
import { lowStatus, type Order, type Transaction } from './lab/transaction.js';
import { messageIdFor } from './names.js';
import type { Placement } from './order-desk.js';
import { appointmentWebhook } from './wire/appointment.js';

/** Books, moves, confirms and cancels appointments. Each change is stored at once, and its webhook is sent. */
export class AppointmentDesk {
  constructor(
    private readonly transactions: JsonFolder<Transaction>,
    private readonly courier: FaultyCourier,
  ) {}

  /** @param startAt null: the provider has to set a time. @returns null when there is an active appointment */
  book(placement: Placement, kind: AppointmentKind, startAt: Instant | null): Appointment | null {
    if (activeAppointment(placement.order, kind) !== null) return null;
    const status = startAt === null ? 'pending' : 'scheduled';
    return this.keep(placement, withEvent(newAppointment(placement.order, kind), status, startAt));
  }

  /** Adds an event to the active appointment. @returns null when there is none */
  change(
    placement: Placement,
    kind: AppointmentKind,
    status: AppointmentEventStatus,
    startAt?: Instant,
  ): Appointment | null {
    const active = activeAppointment(placement.order, kind);
    return active && this.keep(placement, withEvent(active, status, startAt));
  }

  private keep({ transaction, order }: Placement, appointment: Appointment): Appointment {
    const others = (order.appointments ?? []).filter(({ id }) => id !== appointment.id);
    const changed: Order = { ...order, appointments: [...others, appointment] };
    const orders = transaction.orders.map((it) => (it.id === order.id ? changed : it));
    this.transactions.put(transaction.id, { ...transaction, orders });
    const webhook = appointmentWebhook(transaction, changed, appointment);
    this.courier.send({
      id: messageIdFor(appointment.id, String(appointment.events.length)),
      eventType: webhook.event_type,
      origin: order.origin,
      status: `${lowStatus(order)}, appointment ${appointmentStatus(appointment)}`,
      body: JSON.stringify(webhook),
    });
    return appointment;
  }
}
