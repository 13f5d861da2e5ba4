import type { OrderReport } from '../orders/facts.js';
import { readOrderReport, Unreadable, type UnreadableReason } from '../orders/read-report.js';
import { asObject, asText, field, type JsonObject } from '../junction/tolerant.js';
import { parseUuid } from '../junction/uuid.js';

/** What a verified body says. */
export type Payload =
  | { readonly kind: 'ORDER'; readonly eventType: string; readonly report: OrderReport }
  | { readonly kind: 'NOTICE'; readonly eventType: string; readonly orderId: string }
  | { readonly kind: 'OTHER'; readonly eventType: string }
  | { readonly kind: 'UNREADABLE'; readonly reason: UnreadableReason | 'JSON' | 'EVENT_TYPE' };

/** They tell of an order without an event of it; its results may be others by then. By the field that names the order. */
const NOTICES: ReadonlyMap<string, string> = new Map([
  ['labtest.result.critical', 'order_id'],
  ['labtest.appointment.created', 'order_id'],
  ['labtest.appointment.updated', 'order_id'],
  // A result that matched no order was given to this one.
  ['labtest.match_review.updated', 'resolved_order_id'],
]);
const ORDER_EVENTS = new Set(['labtest.order.created', 'labtest.order.updated']);

/** Reads a webhook body. Never throws: what cannot be read says why. */
export function readPayload(body: Buffer): Payload {
  const envelope = parseObject(body);
  if (envelope === null) return { kind: 'UNREADABLE', reason: 'JSON' };
  const eventType = eventTypeOf(envelope);
  if (eventType === null) return { kind: 'UNREADABLE', reason: 'EVENT_TYPE' };
  if (!ORDER_EVENTS.has(eventType)) return readOther(envelope, eventType);
  try {
    const report = readOrderReport(field(envelope, 'data'), envelope);
    return { kind: 'ORDER', eventType, report };
  } catch (error) {
    if (error instanceof Unreadable) return { kind: 'UNREADABLE', reason: error.reason };
    throw error;
  }
}

/** Of all other types only notices matter here, and of those only whose they are. */
function readOther(envelope: JsonObject, eventType: string): Payload {
  const name = NOTICES.get(eventType);
  const data = asObject(field(envelope, 'data'));
  const orderId = name === undefined ? null : parseUuid(field(data, name));
  return orderId === null ? { kind: 'OTHER', eventType } : { kind: 'NOTICE', eventType, orderId };
}

function eventTypeOf(envelope: JsonObject): string | null {
  const operational = asText(field(envelope, 'type'));
  // The sender's own notice that it gave up on a message; its envelope has another shape than all the rest.
  if (operational === 'message.attempt.exhausted') return operational;
  return asText(field(envelope, 'event_type'));
}

function parseObject(body: Buffer): JsonObject | null {
  try {
    return asObject(JSON.parse(body.toString('utf8')));
  } catch {
    return null;
  }
}
