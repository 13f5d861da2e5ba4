import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Appointed, AppointmentDesk } from '../appointment-desk.js';
import { activeAppointment, appointmentKindOf, type AppointmentKind } from '../lab/appointment.js';
import { isBookable } from '../lab/order-follows-appointment.js';
import { lowStatus } from '../lab/transaction.js';
import type { Placement } from '../placement.js';
import { appointmentBody } from '../wire/appointment.js';
import type { Control } from './control.js';
import { moment, read } from './input.js';
import { findOrder, type Orders } from './order-path.js';
import { RejectionError } from './rejection-error.js';

/** The sandbox has no slots: the time itself is the booking key. */
const Slot = z.looseObject({ booking_key: moment });
const Event = z.strictObject({
  status: z.enum(['pending', 'reserved', 'scheduled', 'in_progress', 'completed', 'cancelled']),
});
const share = z.number().min(0).max(1);
const Faults = z.strictObject({
  lost: share.exactOptional(),
  doubled: share.exactOptional(),
  delay: z.number().int().min(0).exactOptional(),
});

/** `/v3/order/{id}/psc/appointment` and `/v3/order/{id}/phlebotomy/appointment`. */
export function addAppointmentRoutes(
  server: FastifyInstance,
  { reads, orders, desk }: { reads: Orders; orders: Orders; desk: AppointmentDesk },
): void {
  for (const kind of ['psc', 'phlebotomy'] as const) {
    const path = `/v3/order/:order_id/${kind}/appointment`;
    const orderOf = (params: unknown) => appointableOrder(orders, params, kind);

    server.get(path, ({ params }) => {
      const placement = appointableOrder(reads, params, kind);
      const appointment = activeAppointment(placement.order);
      return answer(appointment && { placement, appointment });
    });
    server.post(`${path}/book`, ({ params, body }) => {
      const placement = bookable(orderOf(params));
      return booked(desk.book(placement, kind, read(Slot, 'body', body).booking_key));
    });
    server.patch(`${path}/reschedule`, ({ params, body }) => {
      const placement = orderOf(params);
      return answer(desk.move(placement, read(Slot, 'body', body).booking_key));
    });
    server.patch(`${path}/cancel`, ({ params }) =>
      answer(desk.change(orderOf(params), 'cancelled')),
    );
    server.post(`/_sandbox/orders/:order_id/${kind}/appointment/events`, ({ params, body }) => {
      const placement = orderOf(params);
      return answer(desk.change(placement, read(Event, 'body', body).status));
    });
  }
  server.post('/v3/order/:order_id/phlebotomy/appointment/request', ({ params }) => {
    const placement = bookable(appointableOrder(orders, params, 'phlebotomy'));
    return booked(desk.book(placement, 'phlebotomy', null));
  });
}

/** `PUT /_sandbox/appointments/faults` sets the faults of the webhooks of appointments and critical results. */
export function addSupplementFaults(
  server: FastifyInstance,
  { supplementFaults, changes }: Pick<Control, 'supplementFaults' | 'changes'>,
): void {
  server.put('/_sandbox/appointments/faults', ({ body }) => {
    const faults = supplementFaults.set(read(Faults, 'body', body));
    changes.notify();
    return faults;
  });
}

function appointableOrder(orders: Orders, params: unknown, kind: AppointmentKind): Placement {
  const placement = findOrder(orders, params, "Order doesn't exist");
  const { method } = placement.transaction;
  if (appointmentKindOf(method) !== kind) {
    throw new RejectionError(400, `A ${method} order has no ${kind} appointments`);
  }
  return placement;
}

function bookable(placement: Placement): Placement {
  if (isBookable(placement.order)) return placement;
  throw new RejectionError(
    400,
    `No appointment can be booked for an order in ${lowStatus(placement.order)}`,
  );
}

function booked(appointed: Appointed | null) {
  if (appointed === null) throw new RejectionError(400, 'There is an active appointment already');
  return answer(appointed);
}

function answer(appointed: Appointed | null) {
  if (appointed === null) throw new RejectionError(404, 'There is no active appointment');
  const { transaction, order } = appointed.placement;
  return appointmentBody(transaction, order, appointed.appointment);
}
