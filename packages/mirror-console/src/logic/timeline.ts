import { titleOf, type Tone } from '@order-transactions/console-kit';
import type { OrderStatus } from '../generated/graphql.js';
import { clockOf, dayOf, daysBetween } from './moments.js';
import { toneOfOrder } from './words.js';

/** An event in the form of the graph, oldest first. */
export interface TimelineEvent {
  readonly id: string;
  readonly status: OrderStatus;
  readonly rawStatus: string;
  readonly statusDetail: string | null;
  readonly createdAt: string;
  readonly order: { readonly id: string };
}

export interface TimelineRow {
  readonly key: string;
  /** The position of the event's order among the lanes. */
  readonly lane: number;
  readonly iso: string;
  readonly clock: string;
  readonly title: string;
  readonly detail: string | null;
  readonly rawStatus: string;
  readonly tone: Tone;
}

export interface TimelineDay {
  readonly key: string;
  readonly label: string;
  /** The number of days without an event since the previous day; 0 for the first day and for consecutive days. */
  readonly quietDays: number;
  readonly rows: readonly TimelineRow[];
}

/** Groups events by day on one axis, with a lane for each order. Events of unknown orders are in the first lane. */
export function toTimeline(
  events: readonly TimelineEvent[],
  orderIds: readonly string[],
): TimelineDay[] {
  const days: { key: string; label: string; quietDays: number; rows: TimelineRow[] }[] = [];
  for (const event of events) {
    const { key, label } = dayOf(event.createdAt);
    const previous = days.at(-1);
    if (previous?.key !== key) {
      const quietDays = previous ? Math.max(0, daysBetween(previous.key, key) - 1) : 0;
      days.push({ key, label, quietDays, rows: [] });
    }
    days.at(-1)?.rows.push(toRow(event, orderIds));
  }
  return days;
}

function toRow(event: TimelineEvent, orderIds: readonly string[]): TimelineRow {
  const { id, order, status, rawStatus, statusDetail, createdAt } = event;
  return {
    key: `${order.id} ${id}`,
    lane: Math.max(0, orderIds.indexOf(order.id)),
    iso: createdAt,
    clock: clockOf(createdAt),
    title: titleOf(status === 'UNKNOWN' ? rawStatus : status),
    detail: statusDetail === null ? null : titleOf(statusDetail),
    rawStatus,
    tone: toneOfOrder(status),
  };
}
