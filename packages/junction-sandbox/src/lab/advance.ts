import { applyEvent } from './apply-event.js';
import { eventNow } from './event-now.js';
import { stepsAfterRequisition } from './order-follows-appointment.js';
import { highStatusOf, lowStatusOf } from './status.js';
import type { Step } from './step.js';
import {
  isFinished,
  lowStatus,
  type CollectionMethod,
  type Order,
  type OrderStatus,
  type Origin,
  type Transaction,
} from './transaction.js';
import { usualFindings, type Outcome } from './usual-findings.js';

/**
 * The steps when an order now reaches a status. At `redraw_available`, Junction places the redraw at the same time.
 * After a requisition, the order catches up with its appointment.
 */
export function advance(
  transaction: Transaction,
  origin: Origin,
  status: OrderStatus,
  outcome: Outcome = {},
): readonly [Step, ...Step[]] {
  const low = lowStatusOf(status);
  const step = applyEvent(transaction, origin, eventNow(transaction, status), {
    findings: usualFindings(status, outcome) ?? undefined,
    silent: low === 'partial_results',
  });
  if (low === 'requisition_created') {
    return [step, ...stepsAfterRequisition(step.transaction, origin)];
  }
  if (low !== 'redraw_available') return [step];
  const placing = eventNow(step.transaction, `received.${transaction.method}.ordered`);
  const placed = applyEvent(step.transaction, 'redraw', placing);
  return [{ ...placed, announced: [...step.announced, ...placed.announced] }];
}

/** The statuses that lead an order to the target status; null when it cannot reach it. */
export function wayTo(
  { method }: Transaction,
  order: Order,
  final: OrderStatus,
): OrderStatus[] | null {
  const low = lowStatusOf(final);
  if (isFinished(order) || final.split('.')[1] !== method) return null;
  if (low === 'redraw_available' && (method !== 'walk_in_test' || order.origin === 'redraw')) {
    return null;
  }
  const way: OrderStatus[] = [];
  if (lowStatus(order) === 'ordered' && highStatusOf(final) !== 'cancelled') {
    way.push(`received.${method}.requisition_created`);
  }
  if (method === 'walk_in_test' && (low === 'completed' || low === 'redraw_available')) {
    way.push('sample_with_lab.walk_in_test.partial_results');
  }
  return [...way.filter((status) => status !== final), final];
}

const ALWAYS_CANCELLABLE = new Set([
  'ordered',
  'requisition_created',
  'requisition_bypassed',
  'awaiting_registration',
  'registered',
  'appointment_pending',
  'appointment_scheduled',
  'appointment_cancelled',
]);
const DRAWN_CANCELLABLE: readonly CollectionMethod[] = ['at_home_phlebotomy', 'on_site_collection'];

/**
 * An order can be cancelled until its sample is on its way. A shipped kit and an order that leads to a redraw cannot
 * be cancelled.
 */
export function isCancellable({ method }: Transaction, order: Order): boolean {
  const low = lowStatus(order);
  return (
    ALWAYS_CANCELLABLE.has(low) || (low === 'draw_completed' && DRAWN_CANCELLABLE.includes(method))
  );
}
