import type { Instant } from '../junction/instant.js';
import {
  TRANSACTION_STATUSES,
  type StatusGroup,
  type TransactionPage,
  type TransactionRow,
} from '../store/read/read-model.js';
import { decodeCursor } from './cursor.js';
import { graphError } from './errors.js';
import type { OrderTransactionStatus } from './generated/schema-types.js';

/** A page as the Relay specification shapes it. */
export interface TransactionConnection {
  readonly edges: readonly TransactionEdge[];
  readonly pageInfo: TransactionPageInfo;
}

export interface TransactionEdge {
  readonly node: TransactionRow;
}

export interface TransactionPageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** Null when the page is empty. */
  readonly first: TransactionRow | null;
  readonly last: TransactionRow | null;
}

/** What callers ask a list of transactions by. */
export interface ConnectionArguments {
  readonly status?: readonly OrderTransactionStatus[] | null | undefined;
  readonly changedAfter?: Instant | null | undefined;
  readonly first: number;
  readonly after?: string | null | undefined;
}

const LARGEST_PAGE = 100;

/**
 * The rows to read: one more than asked for, which tells whether others follow.
 *
 * @throws GraphQLError `BAD_USER_INPUT`
 */
export function pageOf({
  status,
  changedAfter,
  first,
  after,
}: ConnectionArguments): TransactionPage {
  if (first < 1 || first > LARGEST_PAGE) {
    throw graphError('BAD_USER_INPUT', `The argument "first" is not from 1 to ${LARGEST_PAGE}.`);
  }
  return {
    statuses: status?.map(statusGroup) ?? null,
    changedAfter: changedAfter ?? null,
    after: after == null ? null : decodeCursor(after),
    limit: first + 1,
  };
}

/** The page, of the rows that were read for it. */
export function connectionOf(
  rows: readonly TransactionRow[],
  { first, after }: ConnectionArguments,
): TransactionConnection {
  const shown = rows.slice(0, first);
  return {
    edges: shown.map((node) => ({ node })),
    pageInfo: {
      hasNextPage: rows.length > first,
      // The cursor is that of an edge, which lies before.
      hasPreviousPage: after != null,
      first: shown[0] ?? null,
      last: shown.at(-1) ?? null,
    },
  };
}

function statusGroup(status: OrderTransactionStatus): StatusGroup {
  const word = status.toLowerCase();
  return TRANSACTION_STATUSES.find((known) => known === word) ?? 'other';
}
