import type { Instant } from '../junction/instant.js';

/** A transaction as it is served. `status` and `rawStatus` are Junction's words, e.g. `active`. */
export interface TransactionRow {
  readonly id: string;
  /** Null only when Junction's own word is missing and nothing can be derived. */
  readonly status: string | null;
  readonly rawStatus: string | null;
  readonly createdAt: Instant | null;
  readonly updatedAt: Instant | null;
  readonly changedAt: Instant;
}

/** An order as it is served. All words are Junction's own; unknown ones pass through. */
export interface OrderRow {
  readonly id: string;
  readonly transactionId: string | null;
  readonly parentId: string | null;
  readonly origin: string | null;
  /** E.g. `completed.walk_in_test.completed`; only `completed` while a sibling alone told it; null while nobody did. */
  readonly status: string | null;
  readonly collectionMethod: string | null;
  readonly lab: string | null;
  readonly sampleId: string | null;
  readonly interpretation: string | null;
  readonly hasMissingResults: boolean | null;
  /** A calendar day, `2026-03-06`. */
  readonly expectedResultBy: string | null;
  readonly createdAt: Instant | null;
  readonly updatedAt: Instant | null;
  readonly changedAt: Instant;
}

/** One event of an order. `status` is Junction's three words. */
export interface OrderEventRow {
  readonly orderId: string;
  readonly eventId: number;
  readonly status: string;
  readonly statusDetail: string | null;
  readonly createdAt: Instant;
}

/**
 * What the graph reads of the mirror. Each method is one SQL statement, whatever the number of ids. Ids are UUIDs in
 * lower case; unknown ones have no row in the answer. Rows come in no promised order unless it is said.
 */
export interface MirrorReader {
  findTransactions(ids: readonly string[]): Promise<TransactionRow[]>;
  findOrders(ids: readonly string[]): Promise<OrderRow[]>;
  /** Sorted by creation time, the initial order first, then id. */
  findOrdersOfTransactions(transactionIds: readonly string[]): Promise<OrderRow[]>;
  /** Sorted by time, then order id, then event id. */
  findEventsOfOrders(orderIds: readonly string[]): Promise<OrderEventRow[]>;
}
