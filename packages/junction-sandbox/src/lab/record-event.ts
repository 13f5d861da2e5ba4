import type { Instant } from '../instant.js';
import { uuidFor } from '../names.js';
import { markerOf, PANEL_SLUGS, type MarkerSlug } from './panel.js';
import {
  lastEvent,
  orderOf,
  withOrder,
  type Order,
  type OrderEvent,
  type Origin,
  type Report,
  type Transaction,
} from './transaction.js';

/** The results that the laboratory reports with an event: results for the order's markers, except the missing ones. */
export interface Findings {
  readonly partial?: boolean;
  readonly missing?: readonly MarkerSlug[];
  /** Results that replace the usual results of the patient. */
  readonly corrections?: Readonly<Partial<Record<MarkerSlug, string>>>;
}

/**
 * The transaction after an event of one of its orders. An event of an order that does not exist yet places it, as the
 * child of the newest one.
 */
export function recordEvent(
  transaction: Transaction,
  origin: Origin,
  event: OrderEvent,
  findings?: Findings,
): Transaction {
  const known = orderOf(transaction, origin);
  if (!known) {
    return { ...transaction, orders: [...transaction.orders, placed(transaction, origin, event)] };
  }
  const moved: Order = {
    ...known,
    events: [...known.events, event],
    report: findings ? reportOf(known, event, findings) : known.report,
  };
  return withOrder(transaction, moved);
}

function placed(transaction: Transaction, origin: Origin, event: OrderEvent): Order {
  const parent = transaction.orders.at(-1);
  return {
    id: uuidFor(transaction.id, origin),
    origin,
    parentId: parent?.id ?? null,
    markers: origin === 'redraw' ? (parent?.report?.missing ?? []) : PANEL_SLUGS,
    events: [event],
    report: null,
  };
}

function reportOf(order: Order, event: OrderEvent, findings: Findings): Report {
  const missing = findings.missing ?? [];
  const { report } = order;
  return {
    status: findings.partial ? 'partial' : 'final',
    collectedAt: report?.collectedAt ?? visitedAt(order) ?? lastEvent(order).createdAt,
    reportedAt: event.createdAt,
    ...(report && { firstReportedAt: report.firstReportedAt ?? report.reportedAt }),
    readings: order.markers
      .filter((slug) => !missing.includes(slug))
      .map((slug) => ({ slug, result: findings.corrections?.[slug] ?? markerOf(slug).result })),
    missing,
  };
}

/** When the appointment took place; null for an order without a completed one. */
function visitedAt({ appointments = [] }: Order): Instant | null {
  const events = appointments.flatMap((appointment) => appointment.events);
  return events.findLast(({ status }) => status === 'completed')?.createdAt ?? null;
}
