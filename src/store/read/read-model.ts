import type { Viewer } from '../../access/viewer.js';
import type { Instant } from '../../junction/instant.js';

/** A transaction as it is served. `status` and `rawStatus` are Junction's words, e.g. `active`. */
export interface TransactionRow {
  readonly id: string;
  /** Null only when Junction's own word is missing and nothing can be derived. */
  readonly status: string | null;
  readonly rawStatus: string | null;
  readonly createdAt: Instant | null;
  readonly updatedAt: Instant | null;
  readonly changedAt: Instant;
  /** Whether the viewer may see every one of its orders, and so what is combined of them all. */
  readonly whollyVisible: boolean;
  /** Sorted as {@link MirrorReader.findOrdersOfTransactions} says, where they came along. */
  readonly orders?: OrderRow[];
}

/** An order as it is served. All words are Junction's own; unknown ones pass through. */
export interface OrderRow {
  readonly id: string;
  readonly transactionId: string | null;
  readonly parentId: string | null;
  /** The company's own id of the patient. */
  readonly userId: string | null;
  readonly origin: string | null;
  /** E.g. `completed.walk_in_test.completed`; only `completed` while a sibling alone told it; null while nobody did. */
  readonly status: string | null;
  readonly collectionMethod: string | null;
  readonly lab: string | null;
  readonly testName: string | null;
  readonly sampleId: string | null;
  readonly interpretation: string | null;
  readonly hasMissingResults: boolean | null;
  /** A calendar day, `2026-03-06`. */
  readonly expectedResultBy: string | null;
  readonly createdAt: Instant | null;
  readonly updatedAt: Instant | null;
  readonly changedAt: Instant;
  /** Where it came along; null as well when the viewer may not see it. */
  readonly transaction?: TransactionRow | null;
}

/** One event of an order. `status` is Junction's three words. */
export interface OrderEventRow {
  readonly orderId: string;
  readonly eventId: number;
  readonly status: string;
  readonly statusDetail: string | null;
  readonly createdAt: Instant;
}

/** Junction's words for a transaction's status. */
export const TRANSACTION_STATUSES = ['active', 'completed', 'cancelled'] as const;

/** One of Junction's words, or `other` for every word that is none of them. */
export type StatusGroup = (typeof TRANSACTION_STATUSES)[number] | 'other';

/** Which transactions, and which part of their list. */
export interface TransactionPage {
  /** Null: any. */
  readonly statuses: readonly StatusGroup[] | null;
  /** Only those that changed visibly after this moment. Null: all. */
  readonly changedAfter: Instant | null;
  /** The page begins behind this place of the list. Null: at its head. */
  readonly after: ListPosition | null;
  /** How many at most. */
  readonly limit: number;
}

/** A place in the list of transactions; it stays where it is when transactions come and go. */
export type ListPosition = Pick<TransactionRow, 'createdAt' | 'id'>;

/**
 * The names of the fields that rows are read for; null: any may be shown. What only a field that is not among them
 * would show is not read.
 */
export type AskedFields = ReadonlySet<string> | null;

/**
 * What the graph reads of the mirror. Each method is one SQL statement, whatever the number of ids, which questions asked at the
 * same moment share. Those that take ids give one answer for each, in their order. Ids are UUIDs in lower case; unknown
 * ones have null or no rows for an answer, and so has what the viewer may not see.
 */
export interface MirrorReader {
  findTransactions(
    viewer: Viewer,
    ids: readonly string[],
    fields?: AskedFields,
  ): Promise<(TransactionRow | null)[]>;
  /** Newest first, those whose creation is not known yet before all others; then by id, the greatest first. */
  listTransactions(
    viewer: Viewer,
    page: TransactionPage,
    fields?: AskedFields,
  ): Promise<TransactionRow[]>;
  /** A page for each user, sorted likewise. A transaction with orders of several users is in the list of each. */
  listTransactionsOfUsers(
    viewer: Viewer,
    userIds: readonly string[],
    page: TransactionPage,
    fields?: AskedFields,
  ): Promise<TransactionRow[][]>;
  findOrders(
    viewer: Viewer,
    ids: readonly string[],
    fields?: AskedFields,
  ): Promise<(OrderRow | null)[]>;
  /** Those of one transaction sorted by creation time, the initial order first, then id. */
  findOrdersOfTransactions(
    viewer: Viewer,
    transactionIds: readonly string[],
    fields?: AskedFields,
  ): Promise<OrderRow[][]>;
  /** Those of one order sorted by time, then event id. */
  findEventsOfOrders(viewer: Viewer, orderIds: readonly string[]): Promise<OrderEventRow[][]>;
}
