import { appointmentAt } from './appointment-follows-order.js';
import { withAppointment } from './appointment.js';
import { interpretationOf } from './interpretation-of.js';
import { recordEvent, type Findings } from './record-event.js';
import type { Announcement, Step } from './step.js';
import {
  orderOf,
  placedOrder,
  withOrder,
  type OrderEvent,
  type Origin,
  type Transaction,
} from './transaction.js';

export interface Circumstances {
  readonly findings?: Findings | undefined;
  /** Hours from the event to the time of the appointment that it confirms. */
  readonly hoursToAppointment?: number | undefined;
  /** Sends no webhook of the order: Junction announces partial results only to teams that requested it. */
  readonly silent?: boolean | undefined;
}

/** The transaction after an event of one of its orders, with the effect on the order's appointment. */
export function applyEvent(
  transaction: Transaction,
  origin: Origin,
  event: OrderEvent,
  { findings, hoursToAppointment, silent = false }: Circumstances = {},
): Step {
  const known = orderOf(transaction, origin);
  const appointment = known && appointmentAt(known, transaction.method, event, hoursToAppointment);
  const visited = appointment
    ? withOrder(transaction, withAppointment(known, appointment))
    : transaction;
  const moved = recordEvent(visited, origin, event, findings);
  const readings = placedOrder(moved, origin).report?.readings ?? [];
  const isCritical = findings !== undefined && interpretationOf(readings) === 'critical';
  const announced: Announcement[] = [
    ...(appointment ? [{ of: 'appointment', origin } as const] : []),
    ...(silent ? [] : [{ of: 'order', origin } as const]),
    ...(isCritical ? [{ of: 'critical-result', origin } as const] : []),
  ];
  return { transaction: moved, announced };
}
