import { parseInstant } from '../junction/instant.js';
import { asList, asObject, asText, field, type JsonObject } from '../junction/tolerant.js';
import { parseUuid } from '../junction/uuid.js';
import type { BlockEntry, EventReport, OrderReport, TransactionBlock } from './facts.js';
import { readOrderDetails } from './order-details.js';
import { greaterEvent } from './order-record.js';
import { readOrderedParts } from './ordered-parts.js';

/** Why a message of Junction cannot be parsed to a fact. A closed list, safe to log. */
export type UnreadableReason =
  | 'NOT_AN_OBJECT'
  | 'ORDER_ID'
  | 'APPOINTMENT_ID'
  | 'USER_ID'
  | 'TEAM_ID'
  | 'CREATED_AT'
  | 'UPDATED_AT'
  | 'EVENTS'
  | 'TOO_LARGE';

export class UnreadableError extends Error {
  constructor(readonly reason: UnreadableReason) {
    super(`unreadable: ${reason}`);
  }
}

/** Longer ids are not stored; those in Junction's examples have 36 characters. */
const MAX_USER_ID_LENGTH = 255;
/** The limit of orders in one transaction: an order, its redraw and perhaps recreations. Each takes a lock. */
const MAX_SIBLINGS = 100;
/** The limit of events of one order or appointment; the longest documented journeys have about twenty. */
export const MAX_EVENTS = 1_000;

/**
 * Parses Junction's order (`ClientFacingOrder`, and the smaller forms in its documentation) to a fact. Only what the
 * merge requires is mandatory; a bad event or sibling is skipped alone.
 *
 * @param envelope the webhook that contains the order, and may contain the owner's ids.
 * @throws UnreadableError
 */
export function readOrderReport(value: unknown, envelope: JsonObject | null = null): OrderReport {
  const order = asObject(value);
  if (order === null) throw new UnreadableError('NOT_AN_OBJECT');
  if (isTooLarge(order)) throw new UnreadableError('TOO_LARGE');
  return {
    kind: 'ORDER',
    orderId: demand(parseUuid(field(order, 'id')), 'ORDER_ID'),
    teamId: demand(ownerId('team_id', order, envelope), 'TEAM_ID'),
    junctionUserId: demand(ownerId('user_id', order, envelope), 'USER_ID'),
    userId: readUserId(field(envelope, 'client_user_id')),
    ...readEvents(order),
    origin: asText(field(order, 'origin')),
    ...readOrderDetails(order),
    createdAt: demand(parseInstant(field(order, 'created_at')), 'CREATED_AT'),
    updatedAt: demand(parseInstant(field(order, 'updated_at')), 'UPDATED_AT'),
    block: readBlock(field(order, 'order_transaction')),
    ordered: readOrderedParts(order),
  };
}

function isTooLarge(order: JsonObject): boolean {
  const siblings = asList(field(asObject(field(order, 'order_transaction')), 'orders'));
  return siblings.length > MAX_SIBLINGS || asList(field(order, 'events')).length > MAX_EVENTS;
}

/** Parses a transaction, as embedded in orders or from `GET /v3/order_transaction`; null when it is not usable. */
export function readBlock(value: unknown): TransactionBlock | null {
  const block = asObject(value);
  const transactionId = parseUuid(field(block, 'id'));
  const status = asText(field(block, 'status'));
  const siblings = asList(field(block, 'orders'));
  if (transactionId === null || status === null || siblings.length > MAX_SIBLINGS) return null;
  const entries = new Map<string, BlockEntry>();
  for (const item of siblings) {
    const entry = readEntry(asObject(item));
    if (entry !== null && !entries.has(entry.orderId)) entries.set(entry.orderId, entry);
  }
  return { transactionId, status, entries: sortedBy([...entries.values()], (it) => it.orderId) };
}

function readEntry(entry: JsonObject | null): BlockEntry | null {
  const orderId = parseUuid(field(entry, 'id'));
  if (orderId === null) return null;
  // Webhooks have low_level_status, GET order_transaction has last_status.
  return {
    orderId,
    lowStatus: asText(field(entry, 'low_level_status') ?? field(entry, 'last_status')),
    statusAt: parseInstant(
      field(entry, 'low_level_status_created_at') ?? field(entry, 'last_status_created_at'),
    ),
    origin: asText(field(entry, 'origin')),
    parentId: parseUuid(field(entry, 'parent_id')),
    createdAt: parseInstant(field(entry, 'created_at')),
    updatedAt: parseInstant(field(entry, 'updated_at')),
  };
}

function readEvents(order: JsonObject): Pick<OrderReport, 'events' | 'lastEvent'> {
  const listed = asList(field(order, 'events'))
    .map(readEvent)
    .filter((it) => it !== null);
  const lastEvent = demand(
    readEvent(field(order, 'last_event')) ?? listed.at(-1) ?? null,
    'EVENTS',
  );
  const byId = new Map<number, EventReport>();
  for (const event of [...listed, lastEvent]) {
    byId.set(event.eventId, greaterEvent(byId.get(event.eventId) ?? null, event));
  }
  return { events: sortedBy([...byId.values()], (it) => it.eventId), lastEvent };
}

function readEvent(value: unknown): EventReport | null {
  const event = asObject(value);
  const eventId = field(event, 'id');
  const status = asText(field(event, 'status'));
  const createdAt = parseInstant(field(event, 'created_at'));
  if (!isSafeInteger(eventId) || status === null || createdAt === null) return null;
  return { eventId, status, statusDetail: asText(field(event, 'status_detail')), createdAt };
}

/** An id of the owner, from the data of a webhook or from its envelope. */
export function ownerId(
  name: string,
  order: JsonObject | null,
  envelope: JsonObject | null,
): string | null {
  return parseUuid(field(order, name)) ?? parseUuid(field(envelope, name));
}

/** The company's own id of a patient; null when it cannot be stored. */
export function readUserId(value: unknown): string | null {
  const userId = asText(value);
  return userId === null || userId === '' || userId.length > MAX_USER_ID_LENGTH ? null : userId;
}

/** @throws UnreadableError with this reason when there is no value */
export function demand<T>(value: T | null, reason: UnreadableReason): T {
  if (value === null) throw new UnreadableError(reason);
  return value;
}

function isSafeInteger(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function sortedBy<T>(list: T[], keyOf: (item: T) => string | number): T[] {
  return list.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
