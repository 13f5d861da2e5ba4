import type { Origin, Transaction } from './transaction.js';

/** A webhook that is due: of an order, of its newest appointment, or of its critical results. */
export interface Announcement {
  readonly of: 'order' | 'appointment' | 'critical-result';
  readonly origin: Origin;
}

/** A transaction right after something happened to one of its orders. */
export interface Step {
  readonly transaction: Transaction;
  /** The webhooks that Junction now sends, in this order. */
  readonly announced: readonly Announcement[];
}
