import { TRANSACTION_STATUSES } from '../junction/statuses.js';
import type { StatusGroup, TransactionPage, TransactionRow } from '../store/read/index.js';
import { firstArgument, timestampArgument } from './arguments.js';
import { decodeCursor } from './cursor.js';
import type {
  OrderTransactionStatus,
  QueryOrderTransactionsArgs,
} from './generated/schema-types.js';

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

/** The arguments of every list of transactions. */
export type ConnectionArguments = Omit<QueryOrderTransactionsArgs, 'userId'>;

/**
 * The rows to read: one more than the page has, which shows whether another page follows.
 *
 * @throws GraphQLError `BAD_USER_INPUT`
 */
export function pageOf({
  status,
  changedAfter,
  first,
  after,
}: ConnectionArguments): TransactionPage {
  return {
    statuses: status?.map(statusGroup) ?? null,
    changedAfter: timestampArgument('changedAfter', changedAfter),
    after: after == null ? null : decodeCursor(after),
    limit: firstArgument(first) + 1,
  };
}

/** The page, of the rows that were read for it. */
export function connectionOf(
  rows: readonly TransactionRow[],
  { first, after }: ConnectionArguments,
): TransactionConnection {
  const size = firstArgument(first);
  const shown = rows.slice(0, size);
  return {
    edges: shown.map((node) => ({ node })),
    pageInfo: {
      hasNextPage: rows.length > size,
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
