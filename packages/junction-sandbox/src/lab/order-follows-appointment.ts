import {
  activeAppointment,
  appointmentStatus,
  withAppointment,
  withEvent,
  type Appointment,
  type AppointmentEventStatus,
} from './appointment.js';
import { eventNow, nowAfter } from './event-now.js';
import { recordEvent } from './record-event.js';
import type { Step } from './step.js';
import {
  lowStatus,
  placedOrder,
  withOrder,
  type Order,
  type OrderStatus,
  type Origin,
  type Transaction,
} from './transaction.js';

type VisitStatus =
  'appointment_pending' | 'appointment_scheduled' | 'appointment_cancelled' | 'draw_completed';

const AFTER_REQUISITION: ReadonlySet<string> = new Set([
  'requisition_created',
  'requisition_bypassed',
  'appointment_pending',
  'appointment_scheduled',
  'appointment_cancelled',
]);

/** Whether an appointment can be booked: after the order is placed and before the draw. */
export function isBookable(order: Order): boolean {
  return isBeforeRequisition(order) || AFTER_REQUISITION.has(lowStatus(order));
}

/** Before the requisition, a time is only reserved. */
export function bookedStatus(order: Order): AppointmentEventStatus {
  return isBeforeRequisition(order) ? 'reserved' : 'scheduled';
}

/** The steps of a transaction when an appointment changes its state: first the appointment, then its order. */
export function changeAppointment(
  transaction: Transaction,
  origin: Origin,
  appointment: Appointment,
): [Step, ...Step[]] {
  const order = placedOrder(transaction, origin);
  const earlier = order.appointments?.find(({ id }) => id === appointment.id);
  const changed = withOrder(transaction, withAppointment(order, appointment));
  const statuses = statusesAfter(order, earlier && appointmentStatus(earlier), appointment);
  return [
    { transaction: changed, announced: [{ of: 'appointment', origin }] },
    ...orderSteps(changed, origin, statuses),
  ];
}

/** The requisition confirms a reserved appointment, and the order catches up with it. */
export function stepsAfterRequisition(transaction: Transaction, origin: Origin): Step[] {
  const order = placedOrder(transaction, origin);
  const active = activeAppointment(order);
  if (active === null) return [];
  if (appointmentStatus(active) !== 'reserved') {
    return orderSteps(transaction, origin, statusesAfter(order, undefined, active));
  }
  const event = { createdAt: nowAfter(transaction), status: 'scheduled' } as const;
  return changeAppointment(transaction, origin, withEvent(active, event));
}

/** The statuses of an order after its appointment has changed, according to Junction's state machines. */
function statusesAfter(
  order: Order,
  earlier: AppointmentEventStatus | undefined,
  appointment: Appointment,
): VisitStatus[] {
  const low = lowStatus(order);
  if (!AFTER_REQUISITION.has(low)) return [];
  const isAtHome = appointment.kind === 'phlebotomy';
  switch (appointmentStatus(appointment)) {
    case 'pending':
      return low === 'appointment_pending' ? [] : ['appointment_pending'];
    case 'scheduled': {
      // Only the state machine of home visits has a transition from `appointment_scheduled` to itself.
      const isNext = low === 'appointment_pending' || (isAtHome && low === 'appointment_scheduled');
      return isNext ? ['appointment_scheduled'] : ['appointment_pending', 'appointment_scheduled'];
    }
    case 'cancelled':
      return earlier === 'reserved' ? [] : ['appointment_cancelled'];
    case 'completed':
      return isAtHome ? ['draw_completed'] : [];
    default:
      return [];
  }
}

function orderSteps(
  transaction: Transaction,
  origin: Origin,
  statuses: readonly VisitStatus[],
): Step[] {
  let now = transaction;
  return statuses.map((low) => {
    const status = `collecting_sample.${now.method}.${low}` as OrderStatus;
    now = recordEvent(now, origin, eventNow(now, status));
    return { transaction: now, announced: [{ of: 'order', origin }] };
  });
}

function isBeforeRequisition(order: Order): boolean {
  return lowStatus(order) === 'ordered';
}
