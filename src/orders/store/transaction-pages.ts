import type { Viewer } from '../../access/viewer.js';
import {
  TRANSACTION_STATUSES,
  type AskedFields,
  type ListPosition,
  type TransactionPage,
  type TransactionRow,
} from '../read-model.js';
import { withExpectedRows } from './expected-rows.js';
import { propertiesFor, selectList, type Columns } from './finder.js';

export interface Statement {
  readonly text: string;
  readonly values: unknown[];
}

export const TRANSACTION_COLUMNS: Columns<Omit<TransactionRow, 'whollyVisible'>> = {
  id: 'id',
  status: 'status',
  rawStatus: 'raw_status',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  changedAt: 'changed_at',
};

/** Besides the time of creation, which is a part of a page's cursors. */
export const ONLY_SHOWN_OF_TRANSACTIONS = ['rawStatus', 'updatedAt', 'changedAt'] as const;

const PAGE = { columns: TRANSACTION_COLUMNS, onlyShown: ONLY_SHOWN_OF_TRANSACTIONS };

/** Both are read off an index from its end; `DESC` puts the rows without a time first. */
const NEWEST_FIRST = 'created_at DESC, id DESC';

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
  const visible = viewer.seesAll ? [] : [hasOrderOf(values.add(viewer.userId))];
  return { text: selectPage(viewer, page, fields, visible, values), values: values.all };
}

/** One page for each user, in one statement. Other users than themselves have none for a viewer who sees not all. */
export function listTransactionsOfUsers(
  viewer: Viewer,
  userIds: readonly string[],
  page: TransactionPage,
  fields: AskedFields,
): Statement {
  const values = new Values();
  const visible = viewer.seesAll ? userIds : userIds.filter((id) => id === viewer.userId);
  return {
    text: `SELECT wanted.user_id AS "userId", page.*
           FROM unnest(${values.add(withExpectedRows<string | null>(visible, null))}::text[]) AS wanted (user_id)
           CROSS JOIN LATERAL (
             ${selectPage(viewer, page, fields, [hasOrderOf('wanted.user_id')], values)}
           ) AS page
           WHERE wanted.user_id IS NOT NULL
           ORDER BY page."createdAt" DESC, page.id DESC, "userId"`,
    values: values.all,
  };
}

function selectPage(
  viewer: Viewer,
  page: TransactionPage,
  fields: AskedFields,
  ownership: readonly string[],
  values: Values,
): string {
  const conditions = [...ownership, ...conditionsOf(page, values)];
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  const shown = propertiesFor(PAGE, fields);
  return `SELECT ${selectList(TRANSACTION_COLUMNS, shown)}, ${whollyVisible(viewer, values)} AS "whollyVisible"
          FROM order_transaction ${where}
          ORDER BY ${NEWEST_FIRST} LIMIT ${values.add(page.limit)}`;
}

function hasOrderOf(user: string): string {
  return `id IN (SELECT transaction_id FROM lab_order WHERE user_id = ${user})`;
}

function whollyVisible(viewer: Viewer, values: Values): string {
  return viewer.seesAll
    ? 'true'
    : `NOT EXISTS (
         SELECT FROM lab_order
         WHERE transaction_id = order_transaction.id
           AND user_id IS DISTINCT FROM ${values.add(viewer.userId)})`;
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
