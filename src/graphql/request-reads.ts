import type { RequestAudit } from '../access/request-audit.js';
import type { Viewer } from '../access/viewer.js';
import type { Radius } from '../collection-sites/sites-source.js';
import { DOCUMENTS, type DocumentKind } from '../documents/document-kinds.js';
import type { SubjectKind } from '../store/result-subjects.js';
import type {
  AppointmentRow,
  ColumnSet,
  OrderEventRow,
  OrderRow,
  OrderedRow,
  TransactionPage,
  TransactionRow,
} from '../store/read/index.js';
import type { GraphSources } from './sources.js';

/** How the operation of a request reads. */
export interface ReadOptions {
  readonly columns: ColumnSet;
  /** Mutations read from the primary database, so that their results show their writes. */
  readonly fromPrimary: boolean;
}

export type RequestReads = ReturnType<typeof createRequestReads>;

/** The properties of a request on which its reads depend. */
export interface ReadingRequest {
  readonly viewer: Viewer;
  /** Aborted when the caller has disconnected. */
  readonly caller: AbortSignal;
  readonly audit: RequestAudit;
}

type Ids = readonly string[];

/**
 * Creates the reads of one request, on behalf of its viewer. The audit trail contains every read before its rows are
 * returned.
 */
export function createRequestReads(
  sources: Pick<GraphSources, 'mirror' | 'results' | 'collectionSites' | 'labDocuments' | 'fresh'>,
  { viewer, caller, audit }: ReadingRequest,
  { columns, fromPrimary }: ReadOptions,
) {
  const { mirror, results } = fromPrimary ? sources.fresh : sources;
  const recorded = async <Found extends Row | null | readonly Row[]>(
    read: () => Promise<Found[]>,
    requested: Ids = [],
  ): Promise<Found[]> => {
    caller.throwIfAborted();
    const found = await read();
    // Nothing is returned to a caller who has disconnected, so there is nothing to record.
    caller.throwIfAborted();
    await audit.ordersRead(found.flatMap(idsOf), requested);
    return found;
  };
  /** The set of transactions with a critical result is itself a result. */
  const recordFilter = async ({ filter }: TransactionPage, rows: readonly TransactionRow[]) => {
    if (filter === undefined || filter.isCritical === null) return;
    await audit.resultsSearched(rows.map(({ id }) => id));
  };
  return {
    transactions: (ids: Ids) =>
      recorded(() => mirror.findTransactions(viewer, ids, columns, caller), ids),
    orders: (ids: Ids) => recorded(() => mirror.findOrders(viewer, ids, columns, caller), ids),
    events: (orderIds: Ids) =>
      recorded(() => mirror.findEvents(viewer, orderIds, caller), orderIds),
    /** For transactions that were read, and so recorded, before. */
    patientActions: (transactionIds: Ids) => {
      caller.throwIfAborted();
      return mirror.computePatientActions(viewer, transactionIds, caller);
    },
    /** What was ordered, for each order. */
    ordered: (orderIds: Ids) =>
      recorded(() => mirror.findOrdered(viewer, orderIds, caller), orderIds),
    appointments: (orderIds: Ids) =>
      recorded(() => mirror.findAppointments(viewer, orderIds, caller), orderIds),
    page: async (page: TransactionPage) => {
      const rows = await recorded(() => mirror.listTransactions(viewer, page, columns, caller));
      await recordFilter(page, rows);
      return rows;
    },
    pagesOfUsers: async (userIds: Ids, page: TransactionPage) => {
      const pages = await recorded(() =>
        mirror.listTransactionsOfUsers(viewer, userIds, page, columns, caller),
      );
      await recordFilter(page, pages.flat());
      return pages;
    },
    results: async (kind: SubjectKind, ids: Ids) => {
      const answers = await results.find(kind, ids, caller);
      caller.throwIfAborted();
      await audit.resultsRead(answersById(ids, answers));
      return answers;
    },
    /** Records that criticality is read, for orders and transactions whose rows were read. */
    criticality: async (ids: Ids) => {
      caller.throwIfAborted();
      await audit.resultsRead(new Map(ids.map((id) => [id, 'READ'])));
      return ids.map(() => undefined);
    },
    /** Links to documents; null for a document that Junction does not have. */
    documentLinks: async (kind: DocumentKind, ids: Ids) => {
      const { links, missing } = sources.labDocuments;
      const absent = await missing.find(kind, ids);
      caller.throwIfAborted();
      const present = ids.filter((id) => !absent.has(id));
      if (present.length > 0) await audit.linksMade(DOCUMENTS[kind].action, present);
      const { name, userId, seesAll } = viewer;
      return ids.map((id) =>
        absent.has(id) ? null : links.make({ kind, id, viewer: name, userId, seesAll }, Date.now()),
      );
    },
    collectionSites: async (withinMiles: Radius, orderIds: Ids) => {
      const answers = await sources.collectionSites.find(withinMiles, orderIds, caller);
      caller.throwIfAborted();
      await audit.collectionSitesRead(answersById(orderIds, answers));
      return answers;
    },
  };
}

function answersById(ids: Ids, answers: readonly unknown[]): ReadonlyMap<string, unknown> {
  return new Map(ids.map((id, index) => [id, answers[index] ?? null]));
}

type Row = TransactionRow | OrderRow | OrderEventRow | OrderedRow | AppointmentRow;

/** A record that belongs to an order is recorded as the order. */
function idsOf(found: Row | null | readonly Row[]): string[] {
  if (found === null) return [];
  if (isList(found)) return found.flatMap(idsOf);
  return ['orderId' in found ? found.orderId : found.id];
}

function isList(found: Row | readonly Row[]): found is readonly Row[] {
  return Array.isArray(found);
}
