import type { Instant } from '../junction/instant.js';
import { isBeforeDraw, isCancelledStatus, lowStatusOf } from '../junction/statuses.js';
import type { AppointmentView } from './appointments.js';
import { redrawsOf } from './order-progress.js';
import { compareOrders, type SequencedOrder } from './order-sequence.js';

/** What the patient should do now; the schema describes each value. */
export type PatientAction =
  | 'NONE'
  | 'WAIT'
  | 'REGISTER_KIT'
  | 'RETURN_SAMPLE'
  | 'BOOK_APPOINTMENT'
  | 'KEEP_APPOINTMENT'
  | 'VISIT_COLLECTION_SITE'
  | 'RETURN_FOR_REDRAW'
  | 'VIEW_RESULTS'
  | 'CONTACT_SUPPORT'
  | 'UNKNOWN';

/** The rule's input for one order of a transaction. All words are Junction's own. */
export interface ActionableOrder extends SequencedOrder {
  readonly parentId: string | null;
  /** Junction's three words, or only the low one; null where no status is known. */
  readonly status: string | null;
  /** The reason for the status where Junction gives one. */
  readonly statusDetail: string | null;
  readonly collectionMethod: string | null;
  /** The low statuses of all events. */
  readonly pastStatuses: ReadonlySet<string>;
  readonly newestEventAt: Instant | null;
  /** The current appointment: not a cancelled one. */
  readonly appointment: Pick<AppointmentView, 'status' | 'startAt'> | null;
  /** The time of the newest event of all cancelled appointments. */
  readonly appointmentCancelledAt: Instant | null;
}

/**
 * Returns what the patient should do now, by the newest order of a transaction that is not cancelled. It is a function
 * of the orders alone, without the clock, and follows the messages that Junction itself sends to patients at each
 * status.
 */
export function patientActionOf(orders: readonly ActionableOrder[]): PatientAction {
  const newest = orders
    .filter((order) => !isCancelled(order))
    .reduce<ActionableOrder | null>(
      (last, order) => (last === null || compareOrders(order, last) > 0 ? order : last),
      null,
    );
  return newest === null ? 'NONE' : actionOf(newest, redrawsOf(newest, orders));
}

function isCancelled({ status }: Pick<ActionableOrder, 'status'>): boolean {
  return status !== null && isCancelledStatus(status);
}

function actionOf(order: ActionableOrder, redraws: readonly ActionableOrder[]): PatientAction {
  if (order.status === null) return 'UNKNOWN';
  const low = lowStatusOf(order.status);
  return (
    actionWithResults(low, redraws) ??
    actionBeforeDraw(low, order) ??
    actionByStatus(low, order) ??
    'UNKNOWN'
  );
}

function actionWithResults(low: string, redraws: readonly ActionableOrder[]): PatientAction | null {
  if (low === 'completed' || low === 'corrected') return 'VIEW_RESULTS';
  if (low !== 'redraw_available') return null;
  const isRedrawCancelled = redraws.length > 0 && redraws.every(isCancelled);
  return isRedrawCancelled ? 'VIEW_RESULTS' : 'RETURN_FOR_REDRAW';
}

/** Decided by the appointment or the origin, independent of the exact status before the draw. */
function actionBeforeDraw(
  low: string,
  { appointment, origin }: ActionableOrder,
): PatientAction | null {
  if (!isBeforeDraw(low)) return null;
  if (appointment?.status === 'completed') return 'WAIT';
  return origin === 'redraw' ? 'RETURN_FOR_REDRAW' : null;
}

function actionByStatus(low: string, order: ActionableOrder): PatientAction | null {
  switch (low) {
    case 'ordered':
    case 'appointment_pending':
      return actionByAppointment(order) ?? 'WAIT';
    case 'requisition_created':
    case 'requisition_bypassed':
      return actionByAppointment(order) ?? actionWithRequisition(order);
    case 'appointment_scheduled':
      return actionByAppointment(order) ?? actionWhileScheduled(order);
    case 'appointment_cancelled':
      return actionByAppointment(order) ?? actionAfterCancellation(order);
    case 'awaiting_registration':
      return 'REGISTER_KIT';
    case 'with_customer':
      return actionWithKit(order);
    case 'registered':
    case 'testkit_registered':
      return 'RETURN_SAMPLE';
    case 'transit_customer':
    case 'problem_in_transit_customer':
    case 'out_for_delivery':
    case 'draw_completed':
    case 'transit_lab':
    case 'problem_in_transit_lab':
    case 'delivered_to_lab':
    case 'partial_results':
      return 'WAIT';
    case 'lab_processing_blocked':
      return order.statusDetail === 'kit_not_registered' ? 'REGISTER_KIT' : 'CONTACT_SUPPORT';
    case 'sample_error':
    case 'lost':
    case 'failure_to_deliver_to_customer':
    case 'failure_to_deliver_to_lab':
      return 'CONTACT_SUPPORT';
    default:
      return null;
  }
}

type Modality = 'WALK_IN' | 'MOBILE' | 'KIT' | 'ON_SITE';

const MODALITIES: ReadonlyMap<string | null, Modality> = new Map([
  ['walk_in_test', 'WALK_IN'],
  ['at_home_phlebotomy', 'MOBILE'],
  ['testkit', 'KIT'],
  ['on_site_collection', 'ON_SITE'],
]);

function modalityOf({ collectionMethod }: ActionableOrder): Modality | null {
  return MODALITIES.get(collectionMethod) ?? null;
}

/** With a current appointment the action depends on the modality: only a phlebotomist visits the patient. */
function actionByAppointment(order: ActionableOrder): PatientAction | null {
  if (order.appointment === null) return null;
  switch (modalityOf(order)) {
    case 'MOBILE':
      return order.appointment.startAt === null ? 'WAIT' : 'KEEP_APPOINTMENT';
    case null:
      return 'UNKNOWN';
    default:
      return null;
  }
}

function actionWithRequisition(order: ActionableOrder): PatientAction {
  switch (modalityOf(order)) {
    case 'WALK_IN':
    case 'ON_SITE':
      return 'VISIT_COLLECTION_SITE';
    case 'MOBILE':
      return 'BOOK_APPOINTMENT';
    case 'KIT': {
      const { pastStatuses } = order;
      const hasKit = pastStatuses.has('with_customer') || isRegistered(pastStatuses);
      return hasKit ? 'RETURN_SAMPLE' : 'WAIT';
    }
    case null:
      return 'UNKNOWN';
  }
}

function actionWhileScheduled(order: ActionableOrder): PatientAction | null {
  switch (modalityOf(order)) {
    case 'WALK_IN':
      return 'VISIT_COLLECTION_SITE';
    case 'MOBILE':
      return isLastAppointmentCancelled(order) ? 'BOOK_APPOINTMENT' : 'KEEP_APPOINTMENT';
    default:
      return null;
  }
}

/** Whether an appointment was cancelled after the order's newest event. */
function isLastAppointmentCancelled({
  appointmentCancelledAt,
  newestEventAt,
}: ActionableOrder): boolean {
  if (appointmentCancelledAt === null) return false;
  return newestEventAt === null || appointmentCancelledAt > newestEventAt;
}

function actionAfterCancellation(order: ActionableOrder): PatientAction {
  const isVisit = order.appointment !== null && modalityOf(order) === 'WALK_IN';
  return isVisit ? 'VISIT_COLLECTION_SITE' : 'BOOK_APPOINTMENT';
}

function actionWithKit({ pastStatuses }: ActionableOrder): PatientAction {
  const awaitsRegistration =
    pastStatuses.has('awaiting_registration') && !isRegistered(pastStatuses);
  return awaitsRegistration ? 'REGISTER_KIT' : 'RETURN_SAMPLE';
}

/** Junction's documentation spells the status `testkit_registered`, its API `registered`. */
function isRegistered(pastStatuses: ReadonlySet<string>): boolean {
  return pastStatuses.has('registered') || pastStatuses.has('testkit_registered');
}
