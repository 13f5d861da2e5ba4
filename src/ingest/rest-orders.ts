import { factHash, type Fact, type OrderReport } from '../orders/facts.js';
import { readOrderReport, UnreadableError } from '../orders/read-report.js';
import type { InboxMessage } from '../store/write/inbox.js';

/** Creates the message of a fact that was read from Junction's REST API. */
export function restMessage(fact: Fact): InboxMessage {
  return { source: 'REST', key: factHash(fact), eventType: null, fact };
}

/** Parses an order of Junction's REST API; null when it is unreadable or another order. */
export function readRestOrder(orderId: string, order: unknown): OrderReport | null {
  try {
    const report = readOrderReport(order);
    return report.orderId === orderId ? report : null;
  } catch (error) {
    if (error instanceof UnreadableError) return null;
    throw error;
  }
}
