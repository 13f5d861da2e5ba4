import {
  appointmentStatus,
  type Appointment,
  type AppointmentEvent,
  type AppointmentKind,
} from './lab/appointment.js';
import {
  lowStatus,
  transactionStatus,
  type CollectionMethod,
  type Order,
  type OrderEvent,
  type Origin,
  type Transaction,
  type TransactionStatus,
} from './lab/transaction.js';

export interface TransactionSummary {
  readonly id: string;
  readonly journey: string;
  readonly method: CollectionMethod;
  readonly status: TransactionStatus;
  readonly clientUserId: string;
  readonly orders: readonly OrderSummary[];
}

export interface OrderSummary {
  readonly id: string;
  readonly origin: Origin;
  /** The low-level status, e.g. `redraw_available`. */
  readonly status: string;
  /** Oldest first. */
  readonly events: readonly OrderEvent[];
  /** Sorted by their last change. */
  readonly appointments: readonly AppointmentSummary[];
}

export interface AppointmentSummary {
  readonly id: string;
  readonly kind: AppointmentKind;
  /** The name of the newest event, e.g. `scheduled`. */
  readonly status: string;
  /** Null until the provider has set a time. */
  readonly startAt: string | null;
  /** Oldest first. */
  readonly events: readonly AppointmentEvent[];
}

export function transactionSummary(transaction: Transaction): TransactionSummary {
  const { id, journey, method, clientUserId, orders } = transaction;
  return {
    id,
    journey,
    method,
    status: transactionStatus(transaction),
    clientUserId,
    orders: orders.map(orderSummary),
  };
}

function orderSummary(order: Order): OrderSummary {
  const { id, origin, events, appointments = [] } = order;
  return {
    id,
    origin,
    status: lowStatus(order),
    events,
    appointments: appointments.map(appointmentSummary),
  };
}

function appointmentSummary(appointment: Appointment): AppointmentSummary {
  const { id, kind, startAt, events } = appointment;
  return { id, kind, status: appointmentStatus(appointment), startAt, events };
}
