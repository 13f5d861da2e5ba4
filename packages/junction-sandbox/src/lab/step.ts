import type { Origin, Transaction } from './transaction.js';

/** A webhook to send: of an order, of its newest appointment, or of its critical results. */
export interface Announcement {
  readonly of: 'order' | 'appointment' | 'critical-result';
  readonly origin: Origin;
}

/** A transaction directly after an event of one of its orders. */
export interface Step {
  readonly transaction: Transaction;
  /** The webhooks that Junction sends now, in this order. */
  readonly announced: readonly Announcement[];
}
