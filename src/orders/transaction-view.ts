import { earlier, later, type Instant } from '../junction/instant.js';
import {
  listedStatusOf,
  lowStatusOf,
  TRANSACTION_STATUSES,
  type OrderEnd,
} from '../junction/statuses.js';
import type { TransactionBlock } from './facts.js';
import { progressOf, redrawsOf } from './order-progress.js';
import type { OrderView } from './order-view.js';
import type { TransactionRecord } from './transaction-record.js';

/** The state of a transaction, computed from its newest block and its orders. */
export interface TransactionView {
  readonly id: string;
  /** Junction's word where its block is current, else derived from the orders. */
  readonly status: string;
  readonly rawStatus: string | null;
  readonly createdAt: Instant | null;
  readonly updatedAt: Instant | null;
  readonly hasRedraw: boolean;
  readonly isCritical: boolean;
  /** By which lists are filtered: each once, sorted; `unknown` for every status that the graph returns as `UNKNOWN`. */
  readonly orderStatuses: readonly string[];
}

export function viewTransaction(
  record: TransactionRecord,
  members: readonly OrderView[],
): TransactionView {
  return {
    id: record.id,
    status: transactionStatus(record.block, members),
    rawStatus: record.block?.status ?? null,
    createdAt: members.map((order) => order.createdAt).reduce(earlier, null),
    updatedAt: members.map((order) => order.updatedAt).reduce(later, null),
    hasRedraw: members.some(({ origin }) => origin === 'redraw'),
    isCritical: members.some(({ isCritical }) => isCritical),
    orderStatuses: [...new Set(members.map((order) => listedStatusOf(order.status)))].sort(),
  };
}

type OrderProgress = OrderEnd | 'IN_PROGRESS' | 'AWAITS_REDRAW' | 'REDRAWN' | 'UNKNOWN';

/** Junction documents no end of a transaction whose order failed. */
const ENDED: ReadonlySet<OrderProgress> = new Set(['COMPLETED', 'CANCELLED', 'REDRAWN']);

/**
 * The word of a current block is shown, except `active` when no order is in progress: Junction defines `active` as "one or
 * more orders in progress", and its word can lag behind the orders that it lists.
 */
function transactionStatus(block: TransactionBlock | null, members: readonly OrderView[]): string {
  const progress = members.map((order) => progressIn(members, order));
  if (block !== null && isCurrent(block, members)) {
    const lagsBehind = block.status === 'active' && progress.every((it) => ENDED.has(it));
    if (!lagsBehind) return block.status;
  }
  return derivedStatus(block, progress);
}

/** The status by Junction's documented definitions of `active`, `completed` and `cancelled`. */
function derivedStatus(block: TransactionBlock | null, progress: readonly OrderProgress[]): string {
  if (progress.length === 0) return block?.status ?? 'active';
  if (progress.every((it) => it === 'CANCELLED')) return 'cancelled';
  if (progress.includes('IN_PROGRESS')) {
    const isKnownWord = TRANSACTION_STATUSES.some((known) => known === block?.status);
    return block === null || isKnownWord ? 'active' : block.status;
  }
  if (progress.includes('UNKNOWN') || progress.includes('AWAITS_REDRAW')) return 'active';
  return 'completed';
}

/** Whether a block lists every order of the transaction with the status that the order has in the mirror. */
function isCurrent(block: TransactionBlock, members: readonly OrderView[]): boolean {
  return members.every((order) => {
    const entry = block.entries.find((it) => it.orderId === order.id);
    const lowStatus = order.status === null ? null : lowStatusOf(order.status);
    return entry !== undefined && entry.lowStatus === lowStatus;
  });
}

/** `redraw_available` finishes an order once its redraw is known, although its high status is `collecting_sample`. */
function progressIn(members: readonly OrderView[], order: OrderView): OrderProgress {
  if (order.status === null) return 'UNKNOWN';
  if (lowStatusOf(order.status) === 'redraw_available')
    return redrawsOf(order, members).length > 0 ? 'REDRAWN' : 'AWAITS_REDRAW';
  return progressOf(order.status) ?? 'UNKNOWN';
}
