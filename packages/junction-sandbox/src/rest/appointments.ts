import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AppointmentDesk } from '../appointment-desk.js';
import type { FaultyCourier } from '../delivery/faulty-courier.js';
import { activeAppointment, type Appointment, type AppointmentKind } from '../lab/appointment.js';
import type { CollectionMethod } from '../lab/transaction.js';
import type { OrderDesk, Placement } from '../order-desk.js';
import { appointmentBody } from '../wire/appointment.js';
import { moment, read } from './input.js';
import { findOrder } from './order-path.js';
import { Refusal } from './refusal.js';

const METHODS: Readonly<Record<AppointmentKind, CollectionMethod>> = {
  psc: 'walk_in_test',
  phlebotomy: 'at_home_phlebotomy',
};
/** The sandbox has no slots: a booking key is the time itself. */
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
  orders: OrderDesk,
  desk: AppointmentDesk,
): void {
  for (const kind of ['psc', 'phlebotomy'] as const) {
    const path = `/v3/order/:order_id/${kind}/appointment`;
    const orderOf = (params: unknown) => bookableOrder(orders, params, kind);

    server.get(path, ({ params }) => {
      const placement = orderOf(params);
      return answer(placement, activeAppointment(placement.order, kind));
    });
    server.post(`${path}/book`, ({ params, body }) => {
      const placement = orderOf(params);
      return booked(placement, desk.book(placement, kind, read(Slot, 'body', body).booking_key));
    });
    server.patch(`${path}/reschedule`, ({ params, body }) => {
      const placement = orderOf(params);
      const { booking_key: startAt } = read(Slot, 'body', body);
      return answer(placement, desk.change(placement, kind, 'scheduled', startAt));
    });
    server.patch(`${path}/cancel`, ({ params }) => {
      const placement = orderOf(params);
      return answer(placement, desk.change(placement, kind, 'cancelled'));
    });
    server.post(`/_sandbox/orders/:order_id/${kind}/appointment/events`, ({ params, body }) => {
      const placement = orderOf(params);
      return answer(placement, desk.change(placement, kind, read(Event, 'body', body).status));
    });
  }
  server.post('/v3/order/:order_id/phlebotomy/appointment/request', ({ params }) => {
    const placement = bookableOrder(orders, params, 'phlebotomy');
    return booked(placement, desk.book(placement, 'phlebotomy', null));
  });
}

/** `PUT /_sandbox/appointments/faults`: what goes wrong with the webhooks of appointments and critical results. */
export function addSupplementFaults(server: FastifyInstance, courier: FaultyCourier): void {
  server.put('/_sandbox/appointments/faults', ({ body }) =>
    courier.use(read(Faults, 'body', body)),
  );
}

function bookableOrder(orders: OrderDesk, params: unknown, kind: AppointmentKind): Placement {
  const placement = findOrder(orders, params, "Order doesn't exist");
  if (placement.transaction.method !== METHODS[kind]) {
    throw new Refusal(400, `The order is not a ${METHODS[kind]} order`);
  }
  return placement;
}

function booked(placement: Placement, appointment: Appointment | null) {
  if (appointment === null) throw new Refusal(400, 'There is an active appointment already');
  return answer(placement, appointment);
}

function answer({ transaction, order }: Placement, appointment: Appointment | null) {
  if (appointment === null) throw new Refusal(404, 'There is no active appointment');
  return appointmentBody(transaction, order, appointment);
}
