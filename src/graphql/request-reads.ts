import type { RequestAudit } from '../access/request-audit.js';
import type { Viewer } from '../access/viewer.js';
import type { Radius, SitesOrError } from '../collection-sites/sites-source.js';
import type { PatientAction } from '../orders/patient-action.js';
import { DOCUMENTS, type DocumentKind } from '../documents/document-kinds.js';
import type { DocumentLink } from '../documents/document-links.js';
import type { ResultsOrError } from '../results/results-source.js';
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

/**
 * The reads of one request, on behalf of its viewer. The audit trail contains every read before its rows are returned.
 */
export interface RequestReads {
  readonly transactions: (ids: readonly string[]) => Promise<(TransactionRow | null)[]>;
  readonly orders: (ids: readonly string[]) => Promise<(OrderRow | null)[]>;
  readonly events: (orderIds: readonly string[]) => Promise<OrderEventRow[][]>;
  /** For transactions that were read, and so recorded, before. */
  readonly patientActions: (transactionIds: readonly string[]) => Promise<PatientAction[]>;
  /** What was ordered, for each order. */
  readonly ordered: (orderIds: readonly string[]) => Promise<(OrderedRow | null)[]>;
  readonly appointments: (orderIds: readonly string[]) => Promise<AppointmentRow[][]>;
  readonly page: (page: TransactionPage) => Promise<TransactionRow[]>;
  readonly pagesOfUsers: (
    userIds: readonly string[],
    page: TransactionPage,
  ) => Promise<TransactionRow[][]>;
  readonly results: (kind: SubjectKind, ids: readonly string[]) => Promise<ResultsOrError[]>;
  /** Records that criticality is read, for orders and transactions whose rows were read. */
  readonly criticality: (ids: readonly string[]) => Promise<readonly undefined[]>;
  /** Links to documents; null for a document that Junction does not have. */
  readonly documentLinks: (
    kind: DocumentKind,
    ids: readonly string[],
  ) => Promise<(DocumentLink | null)[]>;
  readonly collectionSites: (
    withinMiles: Radius,
    orderIds: readonly string[],
  ) => Promise<SitesOrError[]>;
}

/** The properties of a request on which its reads depend. */
export interface ReadingRequest {
  readonly viewer: Viewer;
  /** Aborted when the caller has disconnected. */
  readonly caller: AbortSignal;
  readonly audit: RequestAudit;
}

export function createRequestReads(
  sources: Pick<GraphSources, 'mirror' | 'results' | 'collectionSites' | 'labDocuments' | 'fresh'>,
  { viewer, caller, audit }: ReadingRequest,
  { columns, fromPrimary }: ReadOptions,
): RequestReads {
  const { mirror, results } = fromPrimary ? sources.fresh : sources;
  const recorded = async <Found extends Row | null | readonly Row[]>(
    read: () => Promise<Found[]>,
    requested: readonly string[] = [],
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
    transactions: (ids) =>
      recorded(() => mirror.findTransactions(viewer, ids, columns, caller), ids),
    orders: (ids) => recorded(() => mirror.findOrders(viewer, ids, columns, caller), ids),
    events: (orderIds) => recorded(() => mirror.findEvents(viewer, orderIds, caller), orderIds),
    patientActions: (transactionIds) => {
      caller.throwIfAborted();
      return mirror.computePatientActions(viewer, transactionIds, caller);
    },
    ordered: (orderIds) => recorded(() => mirror.findOrdered(viewer, orderIds, caller), orderIds),
    appointments: (orderIds) =>
      recorded(() => mirror.findAppointments(viewer, orderIds, caller), orderIds),
    page: async (page) => {
      const rows = await recorded(() => mirror.listTransactions(viewer, page, columns, caller));
      await recordFilter(page, rows);
      return rows;
    },
    pagesOfUsers: async (userIds, page) => {
      const pages = await recorded(() =>
        mirror.listTransactionsOfUsers(viewer, userIds, page, columns, caller),
      );
      await recordFilter(page, pages.flat());
      return pages;
    },
    results: async (kind, ids) => {
      const answers = await results.find(kind, ids, caller);
      caller.throwIfAborted();
      await audit.resultsRead(new Map(ids.map((id, index) => [id, answers[index] ?? null])));
      return answers;
    },
    criticality: async (ids) => {
      caller.throwIfAborted();
      await audit.resultsRead(new Map(ids.map((id) => [id, 'READ'])));
      return ids.map(() => undefined);
    },
    documentLinks: async (kind, ids) => {
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
    collectionSites: async (withinMiles, orderIds) => {
      const answers = await sources.collectionSites.find(withinMiles, orderIds, caller);
      caller.throwIfAborted();
      const byOrder = orderIds.map((id, index) => [id, answers[index] ?? null] as const);
      await audit.collectionSitesRead(new Map(byOrder));
      return answers;
    },
  };
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
