import DataLoader from 'dataloader';
import type { Radius } from '../collection-sites/sites-source.js';
import type { DocumentKind } from '../documents/document-kinds.js';
import { isBeforeDraw } from '../junction/statuses.js';
import type { OrderedParts } from '../orders/ordered-parts.js';
import type { LabResults } from '../results/model.js';
import type { SubjectKind } from '../store/result-subjects.js';
import type {
  OrderRow,
  TransactionMembers,
  TransactionPage,
  TransactionRow,
} from '../store/read/index.js';
import { memoize } from './memoize.js';
import { Provenance } from './provenance.js';
import type { RequestReads } from './request-reads.js';

export type Loaders = ReturnType<typeof createLoaders>;

const NO_MEMBERS: TransactionMembers = { orders: [], areComplete: false };

/**
 * Creates loaders for records outside the rows that a field returned: by id, in batches, and once for each query or
 * mutation field.
 */
export function createLoaders(reads: RequestReads) {
  const transactions = new DataLoader(reads.transactions);
  const orders = new DataLoader(reads.orders);
  const events = new DataLoader(reads.events);
  const ordered = new DataLoader(reads.ordered);
  const pages = memoize(
    (key: string) =>
      new DataLoader((userIds: readonly string[]) =>
        reads.pagesOfUsers(userIds, JSON.parse(key) as TransactionPage),
      ),
  );
  const results = memoize(
    (kind: SubjectKind) => new DataLoader((ids: readonly string[]) => reads.results(kind, ids)),
  );
  const sites = memoize(
    (withinMiles: Radius) =>
      new DataLoader((orderIds: readonly string[]) => reads.collectionSites(withinMiles, orderIds)),
  );
  const documentLinks = memoize(
    (kind: DocumentKind) =>
      new DataLoader((ids: readonly string[]) => reads.documentLinks(kind, ids)),
  );
  const provenance = new Provenance();
  /** The orders of a transaction; synchronously where they were read together with it. */
  const membersOf = ({ id, members }: TransactionRow) =>
    members ?? transactions.load(id).then((found) => found?.members ?? NO_MEMBERS);
  return {
    transactions,
    orders,
    membersOf,
    eventsOfOrder: (order: OrderRow) => {
      // The order of each event is in memory.
      orders.prime(order.id, order);
      return events.load(order.id);
    },
    /** The patient action of a transaction whose action is not stored, by its id. */
    patientActions: new DataLoader(reads.patientActions),
    /** By the id of the order or transaction; null where Junction does not have the document. */
    documentLink: (kind: DocumentKind, id: string) => documentLinks(kind).load(id),
    /** The parts of what was ordered that Junction has sent so far. */
    orderedPartsOf: async ({ id }: OrderRow): Promise<OrderedParts> =>
      (await ordered.load(id))?.parts ?? {},
    /** The newest event first. */
    appointmentsOfOrder: new DataLoader(reads.appointments),
    /** Resolves when the audit trail has recorded that criticality was read, by the id of the order or transaction. */
    recordedCriticality: new DataLoader(reads.criticality),
    /** A page of a user's transactions, by the user's id. */
    pageOfUser: (page: TransactionPage) => pages(JSON.stringify(page)),
    /** Null where the viewer may not read every order of the transaction. */
    resultsOfTransaction: async (transaction: TransactionRow): Promise<LabResults | null> => {
      const { orders, areComplete } = await membersOf(transaction);
      return areComplete
        ? provenance.traced(await results('TRANSACTION').load(transaction.id), orders)
        : null;
    },
    resultsOfOrder: async (order: OrderRow): Promise<LabResults | null> =>
      provenance.traced(await results('ORDER').load(order.id), [order]),
    /** All sites that Junction returns; null for an order that is not a walk-in test, or whose sample was collected. */
    sitesOfOrder: async ({ id, status, collectionMethod }: OrderRow, withinMiles: Radius) =>
      collectionMethod === 'walk_in_test' && status !== null && isBeforeDraw(status)
        ? sites(withinMiles).load(id)
        : null,
    provenance,
  };
}
