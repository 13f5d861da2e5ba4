import type { Viewer } from '../../access/viewer.js';
import {
  TRANSACTION_STATUSES,
  type AskedFields,
  type ListPosition,
  type OrderRow,
  type TransactionPage,
  type TransactionRow,
} from './read-model.js';
import { withExpectedRows } from './expected-rows.js';
import { Reading } from './reading.js';
import { THEIR_ORDERS, TRANSACTIONS } from './row-sources.js';
import { selectList, type ViewerSql } from './selection.js';

export interface Statement {
  readonly text: string;
  readonly values: unknown[];
  /** Takes its rows. */
  readonly reading: Reading<TransactionRow, OrderRow>;
}

/** Both are read off an index from its end; `DESC` puts the rows without a time first. */
const NEWEST_FIRST = 'created_at DESC, id DESC';
const FOUND_NEWEST_FIRST = 'found."createdAt" DESC, found.id DESC';

/** As in the partial index for the other words: only the same text makes Postgres use it. */
const OTHER_STATUS = `status NOT IN (${TRANSACTION_STATUSES.map((word) => `'${word}'`).join(', ')})`;

/**
 * One page of all transactions that the viewer may see. It is not to be prepared, but planned anew each time: the values
 * tell which index serves best.
 */
export function listTransactions(
  viewer: Viewer,
  page: TransactionPage,
  fields: AskedFields,
): Statement {
  const values = new Values();
  const viewerSql = sqlOf(viewer, values);
  const reading = new Reading(TRANSACTIONS, THEIR_ORDERS, fields);
  const visible = viewer.seesAll ? [] : [hasOrderOf(viewerSql.userId)];
  return {
    text: `SELECT ${reading.list}
           FROM ${selectPage(page, visible, viewerSql, values)} AS found ${reading.join(viewerSql)}
           ${reading.orderBy(FOUND_NEWEST_FIRST)}`,
    values: values.all,
    reading,
  };
}

/**
 * One page for each user, in one statement. Other users than themselves have none for a viewer who sees not all. Behind
 * what is read of each row is the user's place among those given, from 1.
 *
 * @param columns the fields that columns are read for
 */
export function listTransactionsOfUsers(
  viewer: Viewer,
  userIds: readonly string[],
  page: TransactionPage,
  fields: AskedFields,
  columns: AskedFields = fields,
): Statement {
  const values = new Values();
  const viewerSql = sqlOf(viewer, values);
  const reading = new Reading(TRANSACTIONS, THEIR_ORDERS, fields, columns);
  const visible = userIds.map((id) => (viewer.seesAll || id === viewer.userId ? id : null));
  return {
    text: `SELECT ${reading.list}, wanted.place::int
           FROM unnest(${values.add(withExpectedRows(visible, null))}::text[])
             WITH ORDINALITY AS wanted (user_id, place)
           CROSS JOIN LATERAL ${selectPage(page, [hasOrderOf('wanted.user_id')], viewerSql, values)} AS found
           ${reading.join(viewerSql)}
           WHERE wanted.user_id IS NOT NULL
           ${reading.orderBy(FOUND_NEWEST_FIRST, 'wanted.place')}`,
    values: values.all,
    reading,
  };
}

function sqlOf({ seesAll, userId }: Viewer, values: Values): ViewerSql {
  return seesAll
    ? { seesAll: 'true', userId: 'NULL' }
    : { seesAll: 'false', userId: `${values.add(userId)}::text` };
}

function selectPage(
  page: TransactionPage,
  ownership: readonly string[],
  viewer: ViewerSql,
  values: Values,
): string {
  const conditions = [...ownership, ...conditionsOf(page, values)];
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  return `(SELECT ${selectList(TRANSACTIONS.columns, viewer)} FROM order_transaction ${where}
           ORDER BY ${NEWEST_FIRST} LIMIT ${values.add(page.limit)})`;
}

function hasOrderOf(user: string): string {
  return `id IN (SELECT transaction_id FROM lab_order WHERE user_id = ${user})`;
}

function conditionsOf(page: TransactionPage, values: Values): string[] {
  const { statuses, changedAfter, after } = page;
  const conditions: string[] = [];
  if (statuses !== null) conditions.push(inStatuses(statuses, values));
  if (changedAfter !== null) {
    conditions.push(`changed_at > ${values.add(changedAfter)}::timestamptz`);
  }
  if (after !== null) conditions.push(isBehind(after, values));
  return conditions;
}

function inStatuses(statuses: NonNullable<TransactionPage['statuses']>, values: Values): string {
  const words = statuses.filter((status) => status !== 'other');
  const inWords = `status = ANY(${values.add(words)}::text[])`;
  return statuses.includes('other') ? `(${inWords} OR ${OTHER_STATUS})` : inWords;
}

function isBehind({ createdAt, id }: ListPosition, values: Values): string {
  return createdAt === null
    ? `(created_at IS NOT NULL OR id < ${values.add(id)}::uuid)`
    : `(created_at, id) < (${values.add(createdAt)}::timestamptz, ${values.add(id)}::uuid)`;
}

/** The values of a statement, each known by its placeholder. */
class Values {
  readonly all: unknown[] = [];

  /** @returns the placeholder, e.g. `$1`. */
  add(value: unknown): string {
    return `$${this.all.push(value)}`;
  }
}
