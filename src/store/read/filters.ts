import { SHOWN_STATUSES } from '../../junction/statuses.js';
import type { TransactionFilter } from './read-model.js';
import type { Values } from './values.js';

/** Which orders decide whether a transaction is listed. */
export type DecidingOrders = 'ALL' | 'OWN';

/** The columns of a transaction for filters; either all or none of them are null. */
const LISTING = ['status', 'patient_action', 'has_redraw', 'is_critical', 'order_statuses'];
const IS_STORED = 'patient_action IS NOT NULL';

/**
 * The existing combinations of stored values, as the rows `listing`. Each step jumps to the next combination in the
 * index, a loose index scan: a few dozen steps, however many transactions there are.
 */
export const WITH_LISTING = `WITH RECURSIVE listing AS (
    (SELECT ${LISTING.join()} FROM order_transaction WHERE ${IS_STORED} ORDER BY ${LISTING.join()} LIMIT 1)
    UNION ALL
    SELECT next.* FROM listing CROSS JOIN LATERAL (
      SELECT ${LISTING.join()} FROM order_transaction
      WHERE ${IS_STORED} AND (${LISTING.join()}) > (${LISTING.map((name) => `listing.${name}`).join()})
      ORDER BY ${LISTING.join()} LIMIT 1
    ) next
  )`;

/** The condition that the transaction `t` has the combination `listing`. */
export const HAS_LISTING = [
  `t.${IS_STORED}`,
  ...LISTING.map((name) => `t.${name} = listing.${name}`),
].join(' AND ');

/** Fewer are faster to read than the heads of all combinations, which may have no changed transactions. */
const MOST_CHANGED = 20_000;

/** What is stored for filters of the transactions that changed after a time, as the rows `changed`; one more than are few. */
export function changedListing(time: string): string {
  return `changed AS MATERIALIZED (
    SELECT ${LISTING.join()}, changed_at, created_at, id FROM order_transaction
    WHERE changed_at > ${time}::timestamptz ORDER BY changed_at DESC LIMIT ${MOST_CHANGED + 1}
  )`;
}

/** A condition that Postgres evaluates once. */
export const ARE_FEW_CHANGED = `(SELECT count(*) <= ${MOST_CHANGED} FROM changed)`;

/** The conditions of a filter for the combination `listing`. */
export function listingConditions(filter: TransactionFilter, values: Values): string[] {
  const { orderStatuses, hasRedraw, isCritical, patientActions } = filter;
  const conditions: string[] = [];
  if (orderStatuses !== null)
    conditions.push(`listing.order_statuses && ${values.add(orderStatuses)}::text[]`);
  if (hasRedraw !== null) conditions.push(`listing.has_redraw = ${values.add(hasRedraw)}::boolean`);
  if (isCritical !== null)
    conditions.push(`listing.is_critical = ${values.add(isCritical)}::boolean`);
  if (patientActions !== null)
    conditions.push(`listing.patient_action = ANY(${values.add(patientActions)}::text[])`);
  return conditions;
}

/**
 * The conditions of a filter for the transaction `t` in the list of the user `given.user_id`.
 *
 * @param deciding `OWN` for a viewer who may read only the orders of this user. The patient action of a transaction
 *   with other users' orders is unknown to this viewer.
 */
export function filterOfUser(
  filter: TransactionFilter,
  deciding: DecidingOrders,
  values: Values,
): string[] {
  const { orderStatuses, hasRedraw, isCritical, patientActions } = filter;
  const isAny = (condition: string) => anyOrder(condition, deciding);
  const conditions: string[] = [];
  if (orderStatuses !== null)
    conditions.push(isAny(`${LISTED_STATUS} = ANY(${values.add(orderStatuses)}::text[])`));
  if (hasRedraw !== null)
    conditions.push(`${isAny("m.origin = 'redraw'")} = ${values.add(hasRedraw)}::boolean`);
  if (isCritical !== null)
    conditions.push(`${isAny('m.is_critical')} = ${values.add(isCritical)}::boolean`);
  if (patientActions !== null) {
    const isPartial = anyOrder('m.user_id IS DISTINCT FROM given.user_id', 'ALL');
    const action =
      deciding === 'ALL'
        ? 't.patient_action'
        : `CASE WHEN ${isPartial} THEN 'UNKNOWN' ELSE t.patient_action END`;
    conditions.push(`${action} = ANY(${values.add(patientActions)}::text[])`);
  }
  return conditions;
}

/** The SQL of `listedStatusOf`. */
const LISTED_STATUS = `CASE
  WHEN substring(m.status FROM '[^.]*$') IN (${SHOWN_STATUSES.map((word) => `'${word}'`).join()})
  THEN substring(m.status FROM '[^.]*$') ELSE 'unknown' END`;

/** A scalar subquery: for `EXISTS`, Postgres may read the orders of all transactions. */
function anyOrder(condition: string, deciding: DecidingOrders): string {
  const visible = deciding === 'ALL' ? '' : ' AND m.user_id = given.user_id';
  return `(SELECT coalesce(bool_or(${condition}), false)
    FROM lab_order m WHERE m.transaction_id = t.id${visible})`;
}
