import type { AppointmentReport } from '../orders/appointment-facts.js';
import type { CriticalResultReport } from '../orders/critical-results.js';
import type { Fact, OrderReport } from '../orders/facts.js';
import { readAppointmentReport } from '../orders/read-appointment.js';
import { readCriticalResult } from '../orders/read-critical-result.js';
import {
  ownerId,
  readOrderReport,
  UnreadableError,
  type UnreadableReason,
} from '../orders/read-report.js';
import { asObject, asText, field, parseJsonObject, type JsonObject } from '../junction/tolerant.js';
import { parseUuid } from '../junction/uuid.js';

/** The content of a verified body. */
export type Payload =
  | { readonly kind: 'ORDER'; readonly eventType: string; readonly report: OrderReport }
  | {
      readonly kind: 'SUPPLEMENT';
      readonly eventType: string;
      readonly report: AppointmentReport | CriticalResultReport;
    }
  | { readonly kind: 'NOTICE'; readonly eventType: string; readonly orderId: string }
  | { readonly kind: 'OTHER'; readonly eventType: string }
  | {
      readonly kind: 'UNREADABLE';
      readonly reason: UnreadableReason | 'JSON' | 'EVENT_TYPE' | 'PARSER';
    };

/** Junction assigned an unmatched result to an order: the results of the order may have changed. */
const MATCH_REVIEW = 'labtest.match_review.updated';
const ORDER_EVENTS = new Set(['labtest.order.created', 'labtest.order.updated']);
const SUPPLEMENTS: ReadonlyMap<string, typeof readAppointmentReport | typeof readCriticalResult> =
  new Map<string, typeof readAppointmentReport | typeof readCriticalResult>([
    ['labtest.appointment.created', readAppointmentReport],
    ['labtest.appointment.updated', readAppointmentReport],
    ['labtest.result.critical', readCriticalResult],
  ]);

/**
 * Parses a webhook body. It never throws: an unreadable body is returned with the reason.
 *
 * @param teamIds the teams whose events are read; empty: all teams. Of another team's event only the type is read.
 */
export function readPayload(body: Buffer, teamIds: readonly string[] = []): Payload {
  try {
    return parsePayload(body, teamIds);
  } catch (error) {
    return {
      kind: 'UNREADABLE',
      reason: error instanceof UnreadableError ? error.reason : 'PARSER',
    };
  }
}

function parsePayload(body: Buffer, teamIds: readonly string[]): Payload {
  const envelope = parseJsonObject(body.toString('utf8'));
  if (envelope === null) return { kind: 'UNREADABLE', reason: 'JSON' };
  const eventType = eventTypeOf(envelope);
  if (eventType === null) return { kind: 'UNREADABLE', reason: 'EVENT_TYPE' };
  const data = field(envelope, 'data');
  const teamId = ownerId('team_id', asObject(data), envelope);
  const isOurs = teamIds.length === 0 || teamId === null || teamIds.includes(teamId);
  if (!isOurs) return { kind: 'OTHER', eventType };
  if (ORDER_EVENTS.has(eventType)) {
    return { kind: 'ORDER', eventType, report: readOrderReport(data, envelope) };
  }
  const readSupplement = SUPPLEMENTS.get(eventType);
  if (readSupplement === undefined) return readOther(envelope, eventType);
  return { kind: 'SUPPLEMENT', eventType, report: readSupplement(data, envelope) };
}

/** Returns the fact of a payload; null where it contains none. */
export function factOf(payload: Payload): Fact | null {
  return payload.kind === 'ORDER' || payload.kind === 'SUPPLEMENT' ? payload.report : null;
}

/** Returns the order that a payload is about; null where it is about none. */
export function orderIdOf(payload: Payload): string | null {
  switch (payload.kind) {
    case 'ORDER':
    case 'SUPPLEMENT':
      return payload.report.orderId;
    case 'NOTICE':
      return payload.orderId;
    default:
      return null;
  }
}

/** Of the other types only notices matter, and of notices only the order. */
function readOther(envelope: JsonObject, eventType: string): Payload {
  const data = asObject(field(envelope, 'data'));
  const orderId = eventType === MATCH_REVIEW ? parseUuid(field(data, 'resolved_order_id')) : null;
  return orderId === null ? { kind: 'OTHER', eventType } : { kind: 'NOTICE', eventType, orderId };
}

/** The type of a webhook; null where it has none. */
export function eventTypeOf(envelope: JsonObject): string | null {
  // Svix's operational messages have the envelope { type, data }, Junction's { event_type, data }.
  const isOperational = 'data' in envelope && !('event_type' in envelope);
  return asText(field(envelope, isOperational ? 'type' : 'event_type'));
}
