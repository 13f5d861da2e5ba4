import {
  viewAppointment,
  type AppointmentRecord,
  type AppointmentView,
} from '../../orders/appointments.js';
import { newestCriticalAt, type CriticalResult } from '../../orders/critical-results.js';
import type { Mirror } from '../../orders/mirror.js';
import type { OrderRecord, Supplements } from '../../orders/order-record.js';

export interface AppointmentToSave {
  readonly orderId: string;
  readonly record: AppointmentRecord;
  readonly view: AppointmentView | null;
}

export interface CriticalResultsToSave {
  readonly orderId: string;
  readonly newestAt: string | null;
  readonly results: readonly CriticalResult[];
}

export interface SupplementsToSave {
  readonly appointments: readonly AppointmentToSave[];
  readonly criticalResults: readonly CriticalResultsToSave[];
}

type State = Pick<Mirror, 'orders' | 'supplements'>;

/** The rows that differ between two states. An event of an order can cancel its appointments. */
export function changedSupplements(before: State, after: State): SupplementsToSave {
  const appointments: AppointmentToSave[] = [];
  const criticalResults: CriticalResultsToSave[] = [];
  for (const [orderId, supplements] of after.supplements) {
    const known = before.supplements.get(orderId);
    const [earlier, order] = [before.orders.get(orderId), after.orders.get(orderId)];
    if (known === supplements && earlier?.statusTimes === order?.statusTimes) continue;
    const rows = appointmentRows(supplements, order);
    const stored = new Map(appointmentRows(known, earlier).map((row) => [row.record.id, row]));
    for (const row of rows) {
      if (isChanged(stored.get(row.record.id), row)) appointments.push({ orderId, ...row });
    }
    const results = supplements.criticalResults;
    if (results.length > 0 && results !== known?.criticalResults) {
      criticalResults.push({ orderId, newestAt: newestCriticalAt(results), results });
    }
  }
  return { appointments, criticalResults };
}

type AppointmentState = Omit<AppointmentToSave, 'orderId'>;

function appointmentRows(
  supplements: Supplements | undefined,
  order: OrderRecord | undefined,
): AppointmentState[] {
  const statusTimes = order?.statusTimes ?? {};
  return (supplements?.appointments ?? []).map((record) => ({
    record,
    view: viewAppointment(record, { statusTimes }),
  }));
}

function isChanged(before: AppointmentState | undefined, after: AppointmentState): boolean {
  return (
    before?.record !== after.record || JSON.stringify(before.view) !== JSON.stringify(after.view)
  );
}
