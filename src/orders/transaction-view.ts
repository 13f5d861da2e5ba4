import { earlier, later, type Instant } from '../junction/instant.js';
import { endOf, highStatusOf, isKnownLowStatus, lowStatusOf } from '../junction/statuses.js';
import type { TransactionBlock } from './facts.js';
import type { OrderView } from './order-view.js';
import type { TransactionRecord } from './transaction-record.js';

/** What a transaction is: computed from its newest block and its orders. */
export interface TransactionView {
  readonly id: string;
  /** Junction's word where it is current, else derived from the orders. */
  readonly status: string;
  readonly rawStatus: string | null;
  readonly createdAt: Instant | null;
  readonly updatedAt: Instant | null;
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
  };
}

type OrderProgress =
  'IN_PROGRESS' | 'AWAITS_REDRAW' | 'REDRAWN' | 'COMPLETED' | 'CANCELLED' | 'FAILED' | 'UNKNOWN';

/** Junction documents no end of a transaction whose order failed. */
const ENDED: ReadonlySet<OrderProgress> = new Set(['COMPLETED', 'CANCELLED', 'REDRAWN']);

/**
 * The word of a current block is shown, except `active` when every order has ended: Junction defines `active` as "one or
 * more orders in progress", and its word can lag behind the orders that it lists.
 */
function transactionStatus(block: TransactionBlock | null, members: readonly OrderView[]): string {
  const progress = members.map((order) => progressOf(order, members));
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
  if (progress.includes('IN_PROGRESS'))
    return block && isUnknownWord(block) ? block.status : 'active';
  if (progress.includes('UNKNOWN') || progress.includes('AWAITS_REDRAW')) return 'active';
  return 'completed';
}

function isUnknownWord({ status }: TransactionBlock): boolean {
  return !['active', 'completed', 'cancelled'].includes(status);
}

/** Whether a block lists every order of the transaction with the status that the order has in the mirror. */
function isCurrent(block: TransactionBlock, members: readonly OrderView[]): boolean {
  return members.every((order) => {
    const entry = block.entries.find((it) => it.orderId === order.id);
    const lowStatus = order.status === null ? null : lowStatusOf(order.status);
    return entry !== undefined && entry.lowStatus === lowStatus;
  });
}

const PROGRESS_BY_HIGH = new Map<string | null, OrderProgress>([
  ['received', 'IN_PROGRESS'],
  ['collecting_sample', 'IN_PROGRESS'],
  ['sample_with_lab', 'IN_PROGRESS'],
  ['completed', 'COMPLETED'],
  ['cancelled', 'CANCELLED'],
  ['failed', 'FAILED'],
]);

/** By the low status, then by the high one: `redraw_available` ends an order whose high status is collecting_sample. */
function progressOf(order: OrderView, members: readonly OrderView[]): OrderProgress {
  if (order.status === null) return 'UNKNOWN';
  const low = lowStatusOf(order.status);
  if (low === 'redraw_available') return hasRedraw(order, members) ? 'REDRAWN' : 'AWAITS_REDRAW';
  return (
    endOf(low) ??
    (isKnownLowStatus(low) ? 'IN_PROGRESS' : PROGRESS_BY_HIGH.get(highStatusOf(order.status))) ??
    'UNKNOWN'
  );
}

/** Junction does not promise the parent of a redraw: one without a parent repeats the order that awaits a redraw. */
function hasRedraw({ id }: OrderView, members: readonly OrderView[]): boolean {
  return members.some(
    (other) =>
      other.origin === 'redraw' &&
      other.id !== id &&
      (other.parentId === null || other.parentId === id),
  );
}
