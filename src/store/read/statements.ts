import { createHash } from 'node:crypto';
import { TRANSACTION_STATUSES } from '../../junction/statuses.js';
import type { Columns, MirrorColumns } from './columns.js';
import {
  ARE_FEW_CHANGED,
  changedListing,
  filterOfUser,
  HAS_LISTING,
  listingConditions,
  WITH_LISTING,
  type DecidingOrders,
} from './filters.js';
import type { TransactionFilter, TransactionPage } from './read-model.js';
import { Values } from './values.js';

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * Inside a `SELECT`, so that Postgres caches the prepared plan: for arrays of fewer than ten elements it would plan
 * each time.
 */
const GIVEN_IDS = 'ANY ((SELECT $1::uuid[])::uuid[])';

/** Both are read from an index, backwards; `DESC` puts rows without a time first. */
const NEWEST_FIRST = 't.created_at DESC, t.id DESC';

/** The sequence of the orders of one transaction: the SQL of `compareOrders`. */
const ORDER_SEQUENCE = "o.created_at, o.origin IS DISTINCT FROM 'initial', o.id";

/** The text of the partial index for other words: Postgres uses the index only for the same text. */
const OTHER_STATUS = `status NOT IN (${TRANSACTION_STATUSES.map((word) => `'${word}'`).join(', ')})`;

/** Transactions by their ids, each once for each of its orders. */
export function transactionsByIds({ transaction, order }: MirrorColumns): string {
  return `SELECT ${transaction.sql}, ${order.sql}
    FROM order_transaction t LEFT JOIN lab_order o ON o.transaction_id = t.id
    WHERE t.id = ${GIVEN_IDS}
    ORDER BY ${ORDER_SEQUENCE}`;
}

/** Orders by their ids, each with its transaction. */
export function ordersByIds({ transaction, order }: MirrorColumns): string {
  return `SELECT ${order.sql}, ${transaction.sql}
    FROM lab_order o LEFT JOIN order_transaction t ON t.id = o.transaction_id
    WHERE o.id = ${GIVEN_IDS}`;
}

/** Events by the ids of their orders, each with the order's user. */
export function eventsByOrderIds(event: Columns): string {
  return `SELECT ${event.sql}, o.user_id
    FROM order_event e JOIN lab_order o ON o.id = e.order_id
    WHERE e.order_id = ${GIVEN_IDS}
    ORDER BY e.created_at, e.event_id`;
}

/** What was ordered, by the ids of the orders. */
export const ORDERED_BY_ORDER_IDS = `SELECT o.id, o.user_id, o.record->'ordered'
  FROM lab_order o WHERE o.id = ${GIVEN_IDS}`;

/** Appointments by the ids of their orders, each with the order's user. A row without a time has no appointment to show. */
export function appointmentsByOrderIds(appointment: Columns): string {
  return `SELECT ${appointment.sql}, o.user_id
    FROM lab_appointment a JOIN lab_order o ON o.id = a.order_id
    WHERE a.order_id = ${GIVEN_IDS} AND a.updated_at IS NOT NULL
    ORDER BY a.updated_at DESC, a.id DESC`;
}

/**
 * One page of all transactions, each once for each of its orders. It must not be prepared: the values decide which
 * index is best.
 */
export function transactionPage(columns: MirrorColumns, page: TransactionPage): Statement {
  const values = new Values();
  const { filter } = page;
  const selected = filter
    ? selectFilteredPage(columns, page, filter, values)
    : selectPage(columns, page, [], values);
  return {
    text: `SELECT ${columns.transaction.sql}, ${columns.order.sql}
      FROM (${selected}) t
      LEFT JOIN lab_order o ON o.transaction_id = t.id
      ORDER BY ${NEWEST_FIRST}, ${ORDER_SEQUENCE}`,
    values: values.all,
  };
}

/**
 * Returns one page for each user, of the transactions with an order of that user. The first value is the list of users,
 * the last column the user. The statement is prepared: the users are rows, so that the plan does not depend on them.
 *
 * @param deciding which orders decide whether a filter matches a transaction
 */
export function transactionPagesOfUsers(
  columns: MirrorColumns,
  page: TransactionPage,
  deciding: DecidingOrders = 'ALL',
): { readonly text: string; readonly valuesFor: (userIds: readonly string[]) => unknown[] } {
  const values = new Values(1);
  const owned = 't.id IN (SELECT transaction_id FROM lab_order WHERE user_id = given.user_id)';
  const filters = page.filter ? filterOfUser(page.filter, deciding, values) : [];
  return {
    text: `SELECT ${columns.transaction.sql}, ${columns.order.sql}, given.user_id
      FROM unnest((SELECT $1::text[])) AS given (user_id)
      CROSS JOIN LATERAL (${selectPage(columns, page, [owned, ...filters], values)}) t
      LEFT JOIN lab_order o ON o.transaction_id = t.id
      ORDER BY ${NEWEST_FIRST}, ${ORDER_SEQUENCE}`,
    valuesFor: (userIds) => [userIds, ...values.all],
  };
}

/** The name of a prepared statement. Postgres truncates names to 63 bytes, and pg rejects one name for two texts. */
export function statementName(kind: string, text: string): string {
  return `${kind} ${createHash('sha256').update(text).digest('base64url').slice(0, 20)}`;
}

function selectFilteredPage(
  columns: MirrorColumns,
  page: TransactionPage,
  filter: TransactionFilter,
  values: Values,
): string {
  const selectHeads = (gate: readonly string[]) =>
    selectHeadsOfListing(columns, page, [...gate, ...listingConditions(filter, values)], values);
  if (page.changedAfter === null) return `${WITH_LISTING} ${selectHeads([])}`;
  return `${WITH_LISTING}, ${changedListing(values.add(page.changedAfter))}
    (${selectFewChanged(columns, page, listingConditions(filter, values), values)})
    UNION ALL (${selectHeads([`NOT ${ARE_FEW_CHANGED}`])})`;
}

/**
 * Reads the newest rows of each combination of stored values that the filter matches; the newest of all of them are the
 * page.
 */
function selectHeadsOfListing(
  { transaction }: MirrorColumns,
  page: TransactionPage,
  filters: readonly string[],
  values: Values,
): string {
  const matching = [...filters, ...statusConditions('listing', page, values)];
  const conditions = [HAS_LISTING, ...positionConditions('t', page, values)];
  const limit = values.add(page.limit);
  return `SELECT t.* FROM listing CROSS JOIN LATERAL (
      SELECT ${transaction.sql} FROM order_transaction t WHERE ${conditions.join(' AND ')}
      ORDER BY ${NEWEST_FIRST} LIMIT ${limit}
    ) t WHERE ${matching.join(' AND ')}
    ORDER BY ${NEWEST_FIRST} LIMIT ${limit}`;
}

/** Of the few changed transactions, those that the filter matches. */
function selectFewChanged(
  { transaction }: MirrorColumns,
  page: TransactionPage,
  filters: readonly string[],
  values: Values,
): string {
  const conditions = [
    ARE_FEW_CHANGED,
    ...filters,
    ...statusConditions('listing', page, values),
    ...positionConditions('listing', page, values),
  ];
  return `SELECT ${transaction.sql} FROM order_transaction t WHERE t.id IN (
      SELECT listing.id FROM changed AS listing WHERE ${conditions.join(' AND ')}
      ORDER BY listing.created_at DESC, listing.id DESC LIMIT ${values.add(page.limit)})`;
}

function selectPage(
  { transaction }: MirrorColumns,
  page: TransactionPage,
  ownership: readonly string[],
  values: Values,
): string {
  const conditions = [
    ...ownership,
    ...statusConditions('t', page, values),
    ...positionConditions('t', page, values),
  ];
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  return `SELECT ${transaction.sql} FROM order_transaction t ${where}
    ORDER BY ${NEWEST_FIRST} LIMIT ${values.add(page.limit)}`;
}

function statusConditions(table: string, { statuses }: TransactionPage, values: Values): string[] {
  if (statuses === null) return [];
  const words = statuses.filter((status) => status !== 'other');
  const inWords = `${table}.status = ANY(${values.add(words)}::text[])`;
  return [statuses.includes('other') ? `(${inWords} OR ${table}.${OTHER_STATUS})` : inWords];
}

/** One condition for each part that is set. */
function positionConditions(
  table: string,
  { changedAfter, after }: TransactionPage,
  values: Values,
): string[] {
  const conditions: string[] = [];
  if (changedAfter !== null) {
    conditions.push(`${table}.changed_at > ${values.add(changedAfter)}::timestamptz`);
  }
  if (after !== null) {
    const { createdAt, id } = after;
    conditions.push(
      createdAt === null
        ? `(${table}.created_at IS NOT NULL OR ${table}.id < ${values.add(id)}::uuid)`
        : `(${table}.created_at, ${table}.id) < (${values.add(createdAt)}::timestamptz, ${values.add(id)}::uuid)`,
    );
  }
  return conditions;
}
