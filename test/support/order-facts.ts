import { randomUUID } from 'node:crypto';
import { parseInstant, type Instant } from '../../src/junction/instant.js';
import type { OrderReport } from '../../src/orders/facts.js';
import { readOrderReport } from '../../src/orders/read-report.js';
import type { InboxMessage } from '../../src/store/write/inbox.js';

/** An order as a test describes it: one event for each status, at intervals of one minute. */
export interface DescribedOrder {
  readonly id: string;
  readonly transactionId: string;
  /** The company's id of the patient. */
  readonly userId: string | null;
  /** Junction's status with three parts, oldest first. */
  readonly statuses: readonly string[];
  readonly origin?: string;
  readonly interpretation?: string;
  readonly createdAt?: string;
}

const TEAM = '11111111-1111-4111-8111-111111111111';

/** The webhook of an order as a message for the inbox. */
export function orderMessage(order: DescribedOrder): InboxMessage {
  const eventType = 'labtest.order.updated';
  return { source: 'WEBHOOK', key: randomUUID(), eventType, fact: orderReport(order) };
}

function orderReport(order: DescribedOrder): OrderReport {
  const { id, transactionId, userId, statuses, origin = 'initial', interpretation } = order;
  const createdAt = order.createdAt ?? '2026-03-06T08:00:00Z';
  const timeOf = (index: number) => new Date(Date.parse(createdAt) + index * 60_000).toISOString();
  const events = statuses.map((status, index) => ({
    id: index,
    status,
    created_at: timeOf(index),
  }));
  const method = statuses[0]?.split('.')[1];
  return readOrderReport(
    {
      id,
      team_id: TEAM,
      user_id: TEAM,
      details: { type: method, data: null },
      events,
      origin,
      interpretation,
      created_at: createdAt,
      updated_at: timeOf(statuses.length),
      order_transaction: { id: transactionId, status: 'active', orders: [] },
    },
    { client_user_id: userId },
  );
}

/** Parses a time. */
export function instant(text: string): Instant {
  const parsed = parseInstant(text);
  if (parsed === null) throw new Error(`not a time: ${text}`);
  return parsed;
}
