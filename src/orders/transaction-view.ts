import { earlier, later, type Instant } from '../junction/instant.js';
import { endOf, highStatusOf, isKnownLowStatus, lowStatusOf } from '../junction/statuses.js';
import type { TransactionBlock } from './facts.js';
import type { OrderView } from './order-view.js';
import type { TransactionRecord } from './transaction-record.js';

/** What a transaction is: computed from its newest block and its orders. */
export interface TransactionView {
  readonly id: string;
  /** Junction's word where it holds, else derived from the orders. */
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

type Progress =
  'IN_PROGRESS' | 'REDRAW_AVAILABLE' | 'COMPLETED' | 'CANCELLED' | 'FAILED' | 'UNKNOWN';

/**
 * Junction's own word is shown while its block lists every order with the status known here. A block that lags behind,
 * or was overtaken, is not believed; then the orders tell.
 */
function transactionStatus(block: TransactionBlock | null, members: readonly OrderView[]): string {
  if (block && isCurrent(block, members)) return block.status;
  if (block && !['active', 'completed', 'cancelled'].includes(block.status)) return block.status;

  const progress = members.map(progressOf);
  const some = (wanted: Progress) => progress.includes(wanted);
  const redraws = members.filter((order) => order.origin === 'redraw');

  if (members.length > 0 && progress.every((it) => it === 'CANCELLED')) return 'cancelled';
  if (some('IN_PROGRESS')) return 'active';
  if (some('UNKNOWN')) return block?.status ?? 'active';
  if (redraws.some((order) => progressOf(order) === 'COMPLETED')) return 'completed';
  if (some('REDRAW_AVAILABLE') && redraws.length === 0) return block?.status ?? 'active';
  if (some('COMPLETED') && !some('REDRAW_AVAILABLE')) return 'completed';
  return block?.status ?? 'completed';
}

function isCurrent(block: TransactionBlock, members: readonly OrderView[]): boolean {
  return members.every((order) => {
    const entry = block.entries.find((it) => it.orderId === order.id);
    return (
      entry !== undefined && order.status !== null && entry.lowStatus === lowStatusOf(order.status)
    );
  });
}

const PROGRESS_BY_HIGH = new Map<string | null, Progress>([
  ['received', 'IN_PROGRESS'],
  ['collecting_sample', 'IN_PROGRESS'],
  ['sample_with_lab', 'IN_PROGRESS'],
  ['completed', 'COMPLETED'],
  ['cancelled', 'CANCELLED'],
  ['failed', 'FAILED'],
]);

/** By the low status, since `redraw_available` is finished although its phase is collecting_sample; else by the phase. */
function progressOf(order: OrderView): Progress {
  if (order.status === null) return 'UNKNOWN';
  const low = lowStatusOf(order.status);
  if (low === 'redraw_available') return 'REDRAW_AVAILABLE';
  return (
    endOf(low) ??
    (isKnownLowStatus(low) ? 'IN_PROGRESS' : PROGRESS_BY_HIGH.get(highStatusOf(order.status))) ??
    'UNKNOWN'
  );
}
