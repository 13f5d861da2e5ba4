import { later } from '../junction/instant.js';
import { viewAppointments, type AppointmentView } from './appointments.js';
import type { OrderRecord } from './order-record.js';
import { statusOf } from './order-view.js';
import type { ActionableOrder } from './patient-action.js';

/** Computes the input of the patient-action rule from an order's record alone. */
export function viewActionableOrder(record: OrderRecord): ActionableOrder {
  const { id, origin, parentId, snapshot, statusTimes } = record;
  const shown = statusOf(record);
  const appointments = viewAppointments(record);
  const isCancelled = ({ status }: AppointmentView) => status === 'cancelled';
  return {
    id,
    origin,
    parentId,
    status: shown?.status ?? null,
    statusDetail: shown?.statusDetail ?? null,
    collectionMethod: snapshot?.collectionMethod ?? null,
    pastStatuses: new Set(Object.keys(statusTimes)),
    newestEventAt: Object.values(statusTimes).reduce(later, shown?.at ?? null),
    createdAt: snapshot?.createdAt ?? record.listedCreatedAt,
    appointment: appointments.find((it) => !isCancelled(it)) ?? null,
    appointmentCancelledAt: appointments.find(isCancelled)?.updatedAt ?? null,
  };
}
