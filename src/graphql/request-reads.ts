import type { RequestAudit } from '../access/request-audit.js';
import type { Viewer } from '../access/viewer.js';
import type { ResultsAnswer } from '../results/results-source.js';
import type { SubjectKind } from '../results/store/subjects.js';
import type {
  ColumnSet,
  OrderEventRow,
  OrderRow,
  TransactionPage,
  TransactionRow,
} from '../store/read/index.js';
import type { GraphSources } from './sources.js';

/** How the operation of a request reads. */
export interface ReadOptions {
  readonly columns: ColumnSet;
  /** Mutations read the primary database, so that their results show what they wrote. */
  readonly fromPrimary: boolean;
}

/** What one request reads, on behalf of its viewer. Every read is in the audit trail before its rows are returned. */
export interface RequestReads {
  readonly transactions: (ids: readonly string[]) => Promise<(TransactionRow | null)[]>;
  readonly orders: (ids: readonly string[]) => Promise<(OrderRow | null)[]>;
  readonly events: (orderIds: readonly string[]) => Promise<OrderEventRow[][]>;
  readonly page: (page: TransactionPage) => Promise<TransactionRow[]>;
  readonly pagesOfUsers: (
    userIds: readonly string[],
    page: TransactionPage,
  ) => Promise<TransactionRow[][]>;
  readonly results: (kind: SubjectKind, ids: readonly string[]) => Promise<ResultsAnswer[]>;
}

export function createRequestReads(
  sources: Pick<GraphSources, 'mirror' | 'results' | 'fresh'>,
  viewer: Viewer,
  audit: RequestAudit,
  options: ReadOptions,
): RequestReads {
  const { mirror, results } = options.fromPrimary ? sources.fresh : sources;
  const recorded = async <Found extends Row | null | readonly Row[]>(
    read: Promise<Found[]>,
    requested: readonly string[] = [],
  ): Promise<Found[]> => {
    const found = await read;
    await audit.ordersRead(found.flatMap(idsOf), requested);
    return found;
  };
  return {
    transactions: (ids) => recorded(mirror.findTransactions(viewer, ids, options.columns), ids),
    orders: (ids) => recorded(mirror.findOrders(viewer, ids, options.columns), ids),
    events: (orderIds) => recorded(mirror.findEvents(viewer, orderIds), orderIds),
    page: (page) => recorded(mirror.listTransactions(viewer, page, options.columns)),
    pagesOfUsers: (userIds, page) =>
      recorded(mirror.listTransactionsOfUsers(viewer, userIds, page, options.columns)),
    results: async (kind, ids) => {
      const answers = await results.find(kind, ids);
      await audit.resultsRead(new Map(ids.map((id, index) => [id, answers[index] ?? null])));
      return answers;
    },
  };
}

type Row = TransactionRow | OrderRow | OrderEventRow;

/** An event is recorded as its order. */
function idsOf(found: Row | null | readonly Row[]): string[] {
  if (found === null) return [];
  if (isList(found)) return found.flatMap(idsOf);
  return ['orderId' in found ? found.orderId : found.id];
}

function isList(found: Row | readonly Row[]): found is readonly Row[] {
  return Array.isArray(found);
}
