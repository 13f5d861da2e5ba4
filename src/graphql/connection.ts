import { TRANSACTION_STATUSES } from '../junction/statuses.js';
import type {
  StatusGroup,
  TransactionFilter,
  TransactionPage,
  TransactionRow,
} from '../store/read/index.js';
import { firstArgument, timestampArgument } from './arguments.js';
import { decodeCursor } from './cursor.js';
import type {
  OrderTransactionStatus,
  QueryOrderTransactionsArgs,
} from './generated/schema-types.js';

/** A page as the Relay specification defines it. */
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
 * Returns which rows to read: one more than the page contains, which shows whether another page follows.
 *
 * @throws GraphQLError `BAD_USER_INPUT`
 */
export function pageOf(args: ConnectionArguments): TransactionPage {
  const { status, changedAfter, first, after } = args;
  return {
    statuses: distinct(status)?.map(statusGroup) ?? null,
    ...filterOf(args),
    changedAfter: timestampArgument('changedAfter', changedAfter),
    after: after == null ? null : decodeCursor(after),
    limit: firstArgument(first) + 1,
  };
}

/** Accepts null, because typed clients send an explicit null for an argument that is not set. */
function filterOf(args: ConnectionArguments): Pick<TransactionPage, 'filter'> {
  const { orderStatus, hasRedraw, critical, patientAction } = args;
  const filter: TransactionFilter = {
    orderStatuses: distinct(orderStatus)?.map((status) => status.toLowerCase()) ?? null,
    hasRedraw: hasRedraw ?? null,
    isCritical: critical ?? null,
    patientActions: distinct(patientAction),
  };
  return Object.values(filter).every((condition) => condition === null) ? {} : { filter };
}

/** Removes repetitions: the length of the list costs the database time, and only the number of values bounds it. */
function distinct<Value>(values: readonly Value[] | null | undefined): Value[] | null {
  return values ? [...new Set(values)] : null;
}

/** Creates the page from the rows that were read for it. */
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
      // The cursor belongs to an edge before this page.
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
