import {
  contradictionsTo,
  type Contradictions,
  type Fact,
  type TrackedOrder,
  type TransactionBlock,
} from './facts.js';
import {
  emptyOrder,
  joinEntry,
  joinReport,
  joinTracked,
  type OrderRecord,
} from './order-record.js';
import { transactionOf, viewOrder } from './order-view.js';
import { joinBlock, type TransactionRecord } from './transaction-record.js';
import { viewTransaction, type TransactionView } from './transaction-view.js';

/**
 * The merge: orders and transactions in memory, without I/O. The store loads the part that some facts touch, applies
 * them here, and writes back what changed; tests apply whole histories. Facts may come in any order, any number of
 * times.
 */
export class Mirror {
  readonly orders = new Map<string, OrderRecord>();
  readonly transactions = new Map<string, TransactionRecord>();

  /** Takes a fact in. @returns whether any stored fact changed. */
  apply(fact: Fact): boolean {
    switch (fact.kind) {
      case 'ORDER': {
        const own = this.joinOrder(fact.orderId, (record) => joinReport(record, fact));
        return fact.block === null ? own : this.applyBlock(fact.block) || own;
      }
      case 'TRANSACTION':
        return this.applyBlock(fact.block);
      case 'TRACK': {
        const opened = this.openTransaction(fact.transactionId);
        return this.joinOrder(fact.orderId, (record) => joinTracked(record, fact)) || opened;
      }
    }
  }

  /** What a told order says otherwise than what is known of it by now. */
  contradictions(told: TrackedOrder): Contradictions {
    const record = this.orders.get(told.orderId);
    return record === undefined ? [] : contradictionsTo(viewOrder(record), told);
  }

  /** A transaction with its orders as they stand now. */
  viewTransaction(id: string): TransactionView {
    const members = [...this.orders.values()].filter((order) => transactionOf(order) === id);
    return viewTransaction(
      this.transactions.get(id) ?? { id, block: null },
      members.map(viewOrder),
    );
  }

  private applyBlock(block: TransactionBlock): boolean {
    const { transactionId, entries } = block;
    const known = this.transactions.get(transactionId) ?? { id: transactionId, block: null };
    const joined = joinBlock(known, block);
    this.transactions.set(transactionId, joined);
    let changed = joined !== known;
    for (const entry of entries) {
      changed =
        this.joinOrder(entry.orderId, (record) => joinEntry(record, transactionId, entry)) ||
        changed;
    }
    return changed;
  }

  private openTransaction(id: string): boolean {
    if (this.transactions.has(id)) return false;
    this.transactions.set(id, { id, block: null });
    return true;
  }

  private joinOrder(id: string, join: (record: OrderRecord) => OrderRecord): boolean {
    const known = this.orders.get(id) ?? emptyOrder(id);
    const joined = join(known);
    this.orders.set(id, joined);
    return joined !== known;
  }
}
