import { z } from 'zod';
import { interpretationOf } from '../lab/interpretation-of.js';
import { ADDRESS, PATIENT } from '../lab/people.js';
import { lowStatus, updatedAt, type Order, type Transaction } from '../lab/transaction.js';
import { userId } from '../wire/owners.js';
import { moment, several, uuid } from './input.js';

/**
 * The query of `GET /v3/orders`. An unknown parameter is rejected, because an ignored filter would return the wrong
 * orders.
 */
export const OrderQuery = z
  .strictObject({
    search_input: z.string(),
    order_transaction_id: uuid,
    order_ids: several(uuid),
    user_id: uuid,
    patient_name: z.string(),
    shipping_recipient_name: z.string(),
    status: several(z.string()),
    order_type: several(z.string()),
    order_activation_types: several(z.enum(['current', 'scheduled'])),
    interpretation: z.enum(['normal', 'abnormal', 'critical', 'unknown']),
    is_critical: z.stringbool(),
    start_date: moment,
    end_date: moment,
    updated_start_date: moment,
    updated_end_date: moment,
    order_direction: z.enum(['asc', 'desc']),
  })
  .partial()
  .extend({
    order_key: z.enum(['created_at', 'patient_name', 'last_status']).default('created_at'),
    page: z.coerce.number().int().min(1).default(1),
    size: z.coerce.number().int().min(1).max(100).default(50),
  });

type Query = z.infer<typeof OrderQuery>;

const PATIENT_NAME = `${PATIENT.first_name} ${PATIENT.last_name}`;

/** Whether an order matches the query. The bounds of a time window are inclusive. */
export function isAskedFor(query: Query, transaction: Transaction, order: Order): boolean {
  const user = userId(transaction);
  return (
    isWithin(order.events[0].createdAt, query.start_date, query.end_date) &&
    isWithin(updatedAt(transaction, order), query.updated_start_date, query.updated_end_date) &&
    isAmong(transaction.id, query.order_transaction_id) &&
    isAmong(order.id, query.order_ids) &&
    isAmong(user, query.user_id) &&
    isAmong(lowStatus(order), query.status) &&
    isAmong(transaction.method, query.order_type) &&
    isAmong(activationType(order), query.order_activation_types) &&
    isAmong(interpretation(order), query.interpretation) &&
    (query.is_critical ?? isCritical(order)) === isCritical(order) &&
    contains([PATIENT_NAME], query.patient_name) &&
    contains([ADDRESS.receiver_name], query.shipping_recipient_name) &&
    contains([order.id, user, PATIENT_NAME, ADDRESS.receiver_name], query.search_input)
  );
}

/** A comparator for `Array.prototype.sort`, in the order that the query requests. The sort is stable. */
export function inOrderOf({ order_key: key, order_direction: direction }: Query) {
  const sign = direction === 'asc' ? 1 : -1;
  const keyOf = (order: Order) => {
    if (key === 'last_status') return lowStatus(order);
    return key === 'patient_name' ? PATIENT_NAME : order.events[0].createdAt;
  };
  return (a: { order: Order }, b: { order: Order }): number => {
    const [first, second] = [keyOf(a.order), keyOf(b.order)];
    return first === second ? 0 : first < second ? -sign : sign;
  };
}

function isWithin(time: string, from: string | undefined, until: string | undefined): boolean {
  return (from ?? time) <= time && time <= (until ?? time);
}

function isAmong(value: string | null, requested: string | readonly string[] | undefined): boolean {
  if (requested === undefined) return true;
  return typeof requested === 'string'
    ? value === requested
    : value !== null && requested.includes(value);
}

function contains(texts: readonly string[], requested: string | undefined): boolean {
  const part = requested?.toLowerCase() ?? '';
  return texts.some((text) => text.toLowerCase().includes(part));
}

function activationType({ activateBy }: Order): 'current' | 'scheduled' {
  const today = new Date().toISOString().slice(0, 10);
  return activateBy !== undefined && activateBy > today ? 'scheduled' : 'current';
}

function isCritical(order: Order): boolean {
  return interpretation(order) === 'critical';
}

function interpretation({ report }: Order): string | null {
  return report?.status === 'final' ? interpretationOf(report.readings) : null;
}
