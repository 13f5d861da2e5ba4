import DataLoader from 'dataloader';
import type { CollectionSite } from '../collection-sites/read-sites.js';
import type { Radius } from '../collection-sites/sites-source.js';
import { isBeforeDraw } from '../junction/statuses.js';
import type { PatientAction } from '../orders/patient-action.js';
import type { OrderedParts } from '../orders/ordered-parts.js';
import type { DocumentKind } from '../documents/document-kinds.js';
import type { DocumentLink } from '../documents/document-links.js';
import type { LabResults } from '../results/model.js';
import type { SubjectKind } from '../store/result-subjects.js';
import type {
  AppointmentRow,
  OrderEventRow,
  OrderRow,
  TransactionMembers,
  TransactionPage,
  TransactionRow,
} from '../store/read/index.js';
import { memoize } from './memoize.js';
import { Provenance } from './provenance.js';
import type { RequestReads } from './request-reads.js';

/**
 * Loads records outside the rows that a field returned: by id, in batches, and once for each query or mutation field.
 */
export interface Loaders {
  readonly transactions: DataLoader<string, TransactionRow | null>;
  /** The orders of a transaction that was read together with one of them. */
  readonly membersOf: (transactionId: string) => Promise<TransactionMembers>;
  readonly orders: DataLoader<string, OrderRow | null>;
  readonly eventsOfOrder: (order: OrderRow) => Promise<OrderEventRow[]>;
  /** The patient action of a transaction whose action is not stored, by its id. */
  readonly patientActions: DataLoader<string, PatientAction>;
  /** By the id of the order or transaction; null where Junction does not have the document. */
  readonly documentLink: (kind: DocumentKind, id: string) => Promise<DocumentLink | null>;
  /** The parts of what was ordered that Junction has sent so far. */
  readonly orderedPartsOf: (order: OrderRow) => Promise<OrderedParts>;
  /** The newest event first. */
  readonly appointmentsOfOrder: DataLoader<string, AppointmentRow[]>;
  /** Resolves when the audit trail has recorded that criticality was read, by the id of the order or transaction. */
  readonly recordedCriticality: DataLoader<string, undefined>;
  /** A page of a user's transactions, by the user's id. */
  readonly pageOfUser: (page: TransactionPage) => DataLoader<string, TransactionRow[]>;
  /** Null where the viewer may not read every order of the transaction. */
  readonly resultsOfTransaction: (transaction: TransactionRow) => Promise<LabResults | null>;
  readonly resultsOfOrder: (order: OrderRow) => Promise<LabResults | null>;
  /** All sites that Junction returns; null for an order that is not a walk-in test, or whose sample was collected. */
  readonly sitesOfOrder: (
    order: OrderRow,
    withinMiles: Radius,
  ) => Promise<readonly CollectionSite[] | null>;
  readonly provenance: Provenance;
}

const NO_MEMBERS: TransactionMembers = { orders: [], areComplete: false };

export function createLoaders(reads: RequestReads): Loaders {
  const transactions = new DataLoader(reads.transactions);
  const orders = new DataLoader(reads.orders);
  const events = new DataLoader(reads.events);
  const ordered = new DataLoader(reads.ordered);
  const appointmentsOfOrder = new DataLoader(reads.appointments);
  const recordedCriticality = new DataLoader(reads.criticality);
  const pagesByKey = memoize(
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
  const membersOf = async (transactionId: string) =>
    (await transactions.load(transactionId))?.members ?? NO_MEMBERS;
  return {
    transactions,
    membersOf,
    orders,
    eventsOfOrder: (order) => {
      // The order of each event is in memory.
      orders.prime(order.id, order);
      return events.load(order.id);
    },
    patientActions: new DataLoader(reads.patientActions),
    documentLink: (kind, id) => documentLinks(kind).load(id),
    orderedPartsOf: async ({ id }) => (await ordered.load(id))?.parts ?? {},
    appointmentsOfOrder,
    recordedCriticality,
    pageOfUser: (page) => pagesByKey(JSON.stringify(page)),
    resultsOfTransaction: async (transaction) => {
      const { orders, areComplete } = transaction.members ?? (await membersOf(transaction.id));
      return areComplete
        ? provenance.traced(await results('TRANSACTION').load(transaction.id), orders)
        : null;
    },
    resultsOfOrder: async (order) =>
      provenance.traced(await results('ORDER').load(order.id), [order]),
    sitesOfOrder: async ({ id, status, collectionMethod }, withinMiles) =>
      collectionMethod === 'walk_in_test' && status !== null && isBeforeDraw(status)
        ? sites(withinMiles).load(id)
        : null,
    provenance,
  };
}
