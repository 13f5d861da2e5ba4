import type { OrderReport } from '../orders/facts.js';
import { readOrderReport, Unreadable, type UnreadableReason } from '../orders/read-report.js';
import { asObject, asText, field, type JsonObject } from '../junction/tolerant.js';
import { parseUuid } from '../junction/uuid.js';

/** The content of a verified body. */
export type Payload =
  | { readonly kind: 'ORDER'; readonly eventType: string; readonly report: OrderReport }
  | { readonly kind: 'NOTICE'; readonly eventType: string; readonly orderId: string }
  | { readonly kind: 'OTHER'; readonly eventType: string }
  | {
      readonly kind: 'UNREADABLE';
      readonly reason: UnreadableReason | 'JSON' | 'EVENT_TYPE' | 'PARSER';
    };

/** Event types about an order that carry no event of it, though its results may have changed; with the field that names the order. */
const NOTICES: ReadonlyMap<string, string> = new Map([
  ['labtest.result.critical', 'order_id'],
  ['labtest.appointment.created', 'order_id'],
  ['labtest.appointment.updated', 'order_id'],
  // A result that matched no order was assigned to this one.
  ['labtest.match_review.updated', 'resolved_order_id'],
]);
const ORDER_EVENTS = new Set(['labtest.order.created', 'labtest.order.updated']);

/** Reads a webhook body. Never throws: an unreadable body is returned with the reason. */
export function readPayload(body: Buffer): Payload {
  try {
    return parsePayload(body);
  } catch (error) {
    return { kind: 'UNREADABLE', reason: error instanceof Unreadable ? error.reason : 'PARSER' };
  }
}

function parsePayload(body: Buffer): Payload {
  const envelope = parseObject(body);
  if (envelope === null) return { kind: 'UNREADABLE', reason: 'JSON' };
  const eventType = eventTypeOf(envelope);
  if (eventType === null) return { kind: 'UNREADABLE', reason: 'EVENT_TYPE' };
  if (!ORDER_EVENTS.has(eventType)) return readOther(envelope, eventType);
  const report = readOrderReport(field(envelope, 'data'), envelope);
  return { kind: 'ORDER', eventType, report };
}

/** Of the other types only notices matter, and of those only the order. */
function readOther(envelope: JsonObject, eventType: string): Payload {
  const name = NOTICES.get(eventType);
  const data = asObject(field(envelope, 'data'));
  const orderId = name === undefined ? null : parseUuid(field(data, name));
  return orderId === null ? { kind: 'OTHER', eventType } : { kind: 'NOTICE', eventType, orderId };
}

function eventTypeOf(envelope: JsonObject): string | null {
  // Svix's operational messages have the envelope { type, data }, Junction's { event_type, data }.
  const isOperational = 'data' in envelope && !('event_type' in envelope);
  return asText(field(envelope, isOperational ? 'type' : 'event_type'));
}

function parseObject(body: Buffer): JsonObject | null {
  try {
    return asObject(JSON.parse(body.toString('utf8')));
  } catch {
    return null;
  }
}
