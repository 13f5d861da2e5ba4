import { later } from '../junction/instant.js';
import { lifecycleRank, TRANSACTION_STATUSES } from '../junction/statuses.js';
import { canonicalJson, type TransactionBlock } from './facts.js';
import { greater } from './ordering.js';

/** Everything received about one transaction itself: the newest block, by a total order. */
export interface TransactionRecord {
  readonly id: string;
  readonly block: TransactionBlock | null;
}

/** Joins a block. Returns the same object when the block is not newer. */
export function joinBlock(record: TransactionRecord, block: TransactionBlock): TransactionRecord {
  const newest = greater<TransactionBlock>(record.block, block, blockKey);
  return newest === record.block ? record : { ...record, block: newest };
}

/**
 * A transaction has no time of its own, so its blocks are compared by their entries: orders only join, statuses only
 * advance, and the rest decides between equals.
 */
function blockKey(block: TransactionBlock) {
  const { entries, status } = block;
  const position = TRANSACTION_STATUSES.findIndex((known) => known === status);
  return [
    entries.length,
    entries.map((entry) => entry.statusAt).reduce(later, null),
    entries.map((entry) => entry.updatedAt).reduce(later, null),
    entries.reduce((sum, entry) => sum + rankOf(entry.lowStatus), 0),
    position < 0 ? TRANSACTION_STATUSES.length : position,
    status,
    canonicalJson(entries),
  ];
}

function rankOf(lowStatus: string | null): number {
  return lowStatus === null ? 0 : lifecycleRank(lowStatus);
}
